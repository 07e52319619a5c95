"""Stops a version at once: one authorised person, a reason, a signature; confirmed by others later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.locking import lock_subject
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.statements import suspending_statement
from workflows.approvals.policies.vocabulary import SUSPENSION
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.frozen import subject_facts, team_facts
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.stopping import Signer, Stopped, stop
from workflows.lifecycle.versions import of_subject, version_key
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold
from workflows.record import Thing, append

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
        statement = statement_for(tx, version.id, subject, name, role)
        signer = Signer(actor.person_id, name, role, command.reason.strip(), statement, used.method)
        stopped = stop(tx, now, actor, subject, version, system, signer)
        _enter(tx, now, actor, subject, version, system, stopped)
        once.settle(ref("SUS", stopped.suspension.id))
        return Suspended(ref("SUS", stopped.suspension.id), ref("REQ", stopped.confirmation.id))


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
    stopped: Stopped,
) -> None:
    """Writes the one entry of the stop."""
    append(
        tx,
        now,
        actor,
        "version:suspended",
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
        ),
        changes=stopped.changes(),
        request_uuid=stopped.confirmation.uuid,
        request_ref=ref("REQ", stopped.confirmation.id),
        system_uuid=system.uuid,
        personal={
            actor.uuid: {"reason": stopped.suspension.reason, "statement": stopped.suspension.statement}
        },
    )


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
