"""Stops a version at once: one authorised person, a reason, a signature; confirmed by others later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, Gate, Involvement, Tier
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.involving import note
from workflows.approvals.locking import lock_open_requests, lock_subject
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.words import suspending_statement
from workflows.approvals.requests import new_request
from workflows.approvals.submitting import hand_in
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.frozen import subject_facts, team_facts
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.versions import of_subject, version_key
from workflows.outbox import put
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold
from workflows.record import Thing, append

SUSPENSION = "suspension"
MAX_REASON = 5_000


@dataclass(frozen=True)
class Suspend:
    """Stops a version now."""

    version_ref: str
    reason: str
    proof: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Suspended:
    """The stop, and the request that will confirm it."""

    ref: str
    confirmation_ref: str


def purpose(version_ref: str) -> str:
    """What the proof of the credential is bound to."""
    return f"suspend:{version_ref}"


def suspend_version(actor: Actor, command: Suspend) -> Suspended:
    """Suspends a version in deployment or monitoring and opens the confirmation.

    Section 4 governs what opens, never what stops: the team may suspend. Raises Refused when the person has no
    authority or gives no reason, Conflict when there is nothing to stop.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        once = claim(tx, actor, command)
        found = tx.get(SystemVersion, version_key(command.version_ref))
        if found is None:
            raise NotFound("not_found")
        subject = lock_subject(tx, found.subject_id)
        version = of_subject(tx, subject.id, lock=True)
        system = tx.get_one(AiSystem, version.system_id)
        now = clock.now(tx)
        name, role = _require_authority(tx, actor, subject, version, system, now)
        _require_live(version, command)
        used = consume(tx, actor, command.proof, purpose(command.version_ref), now)
        suspension = Suspension(
            uuid=uuid7(),
            version_id=version.id,
            reason=command.reason.strip(),
            person_id=actor.person_id,
            printed_name=name,
            role=role,
            statement=statement_for(tx, version.id, subject, name, role),
            authenticated_by=used.method,
            suspended_at=now,
        )
        tx.add(suspension)
        tx.flush()
        version.suspension_id = suspension.id
        held = _hold_others(tx, version)
        request = _open_confirmation(tx, now, subject, version, system, suspension, actor.person_id)
        suspension.confirmation_request_id = request.id
        _enter(tx, now, actor, subject, version, system, suspension, request, held)
        once.settle(ref("SUS", suspension.id))
        return Suspended(ref("SUS", suspension.id), ref("REQ", request.id))


def statement_for(tx: Session, version_id: int, subject: Subject, name: str, role: str) -> str:
    """The exact sentence that is signed with the stop; pages show the same one before."""
    first = next(iter(subject_facts(tx, version_id).artefacts.values()), "")
    return suspending_statement(name=name, role=role, label=subject.label, subject_digest=first)


def _enter(
    tx: Session,
    now: datetime,
    actor: Actor,
    subject: Subject,
    version: SystemVersion,
    system: AiSystem,
    suspension: Suspension,
    request: ApprovalRequest,
    held: list[str],
) -> None:
    """Writes the one entry of the stop and puts its notice into the outbox."""
    append(
        tx,
        now,
        actor,
        "version:suspended",
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
        ),
        changes={
            "suspension": [None, ref("SUS", suspension.id)],
            "confirmation": [None, ref("REQ", request.id)],
            "on_hold": [None, held],
            "statement_sha256": [None, sha256(suspension.statement.encode("utf-8"))],
        },
        request_uuid=request.uuid,
        request_ref=ref("REQ", request.id),
        system_uuid=system.uuid,
        personal={actor.uuid: {"reason": suspension.reason, "statement": suspension.statement}},
    )
    put(tx, now, "version:suspended", ("version", version.uuid), f"suspension:{suspension.uuid}", [])


def _require_authority(
    tx: Session, actor: Actor, subject: Subject, version: SystemVersion, system: AiSystem, now: datetime
) -> tuple[str, str]:
    """The person's printed name and the role that authorises the stop; empty for a member of the team."""
    standing = require_standing(tx, actor, now)
    if not may_see(tx, actor, version.system_id):
        raise NotFound("not_found")
    role = authority(tx, standing, subject, version, system, now)
    if role is None:
        raise Refused("may_not_suspend")
    return standing.name, role


def authority(
    tx: Session, standing: Standing, subject: Subject, version: SystemVersion, system: AiSystem, now: datetime
) -> str | None:
    """The role by which the person may stop the version, empty for a member of its team; None when they may not."""
    held = [role for role in emergency_roles(tx, system, now) if role in roles_in(standing, subject)]
    if held:
        return held[0]
    return "" if standing.person_id in team_facts(tx, version.system_id, version.id, now).team else None


def emergency_roles(tx: Session, system: AiSystem, now: datetime) -> tuple[str, ...]:
    """The roles that the policy in force lets stop a version."""
    body = load(policy_in_force(tx, SUSPENSION, system.tier, now).body)
    return body.emergency.who if body.emergency else ()


def _require_live(version: SystemVersion, command: Suspend) -> None:
    if version.suspension_id is not None:
        raise Conflict("suspended_already")
    if version.stage not in LIVE:
        raise Conflict("nothing_to_suspend")
    if not command.reason.strip():
        raise Refused("suspend_reason", field="reason")
    if len(command.reason) > MAX_REASON:
        raise Refused("text_too_long", field="reason", most=MAX_REASON)


def _hold_others(tx: Session, version: SystemVersion) -> list[str]:
    """Puts every open request of the version on hold but those that may end or outlive the stop."""
    held = []
    for request in lock_open_requests(tx, version.subject_id, OPEN_STATUSES):
        if request.gate in (Gate.RESUMPTION, Gate.RETIREMENT, Gate.REWORK) or request.kind != "gate":
            continue
        request.on_hold = True
        held.append(ref("REQ", request.id))
    return held


def _open_confirmation(
    tx: Session,
    now: datetime,
    subject: Subject,
    version: SystemVersion,
    system: AiSystem,
    suspension: Suspension,
    suspender_id: int,
) -> ApprovalRequest:
    """Opens and hands in the confirmation; the suspender is barred from it as whoever submitted it would be."""
    request = new_request(
        tx,
        now,
        None,
        subject,
        kind="suspension_confirmation",
        gate=SUSPENSION,
        tier=system.tier if system.tier != Tier.PROHIBITED else Tier.HIGH.value,
        from_stage=version.stage,
        target_stage=version.stage,
        detail={"suspension_id": suspension.id, "suspension": suspension.uuid},
    )
    note(tx, now, request.id, suspender_id, Involvement.SUBMITTED, "the suspension")
    hand_in(tx, now, subject, request, None)
    return request
