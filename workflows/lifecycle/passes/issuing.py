"""Breaks the glass: one authorised person lets one version run somewhere for some hours, and answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.emergency_pass import EmergencyPass
from models.environment import Environment
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.locking import lock_subject
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.parts import PassRule
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.lifecycle.deploy import answer_for
from workflows.lifecycle.passes.live import moment
from workflows.lifecycle.passes.review import open_review
from workflows.lifecycle.passes.skipped import Skipped, skipped
from workflows.lifecycle.versions import of_subject, version_key
from workflows.outbox import put
from workflows.people.days import organisation_zone
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold
from workflows.record import Thing, append

MAX_REASON = 5_000
STATEMENT = (
    "I, {name}, as {role}, let {label} run in {environment} until {until} although no gate lets it, "
    "and answer for it until others have reviewed it."
)
IMPOSSIBLE = frozenset({"run_prohibited", "run_suspended", "run_retired"})


@dataclass(frozen=True)
class IssuePass:
    """Lets a version run in one environment for so many hours."""

    version_ref: str
    environment_id: int
    hours: int
    reason: str
    proof: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Issued:
    """The pass, and the request in which others judge it."""

    ref: str
    review_ref: str
    ends_at: datetime


@dataclass
class Glass:
    """Everything a pass is checked against, read after the locks."""

    tx: Session
    now: datetime
    subject: Subject
    version: SystemVersion
    system: AiSystem
    environment: Environment
    body: PolicyBody
    standing: Standing
    role: str


def purpose(command: IssuePass) -> str:
    """What the proof of the credential is bound to."""
    return f"pass:{command.version_ref}:{command.environment_id}:{command.hours}"


def issue_pass(actor: Actor, command: IssuePass) -> Issued:
    """Issues the pass, opens its review, and tells everybody who was passed over.

    It moves no stage and fills no seat. Raises Refused when the policy does not name the person, the version must
    not run or may run anyway, the reason is too short, or an earlier pass is not reviewed yet.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        once = claim(tx, actor, command)
        glass, rule = _read_locked(tx, actor, command)
        _require_first(glass)
        _require_denied(glass)
        _require_whole(command, rule)
        used = consume(tx, actor, command.proof, purpose(command), glass.now)
        ends = glass.now + timedelta(hours=command.hours)
        issued = EmergencyPass(
            uuid=uuid7(),
            version_id=glass.version.id,
            environment_id=glass.environment.id,
            reason=command.reason.strip(),
            person_id=actor.person_id,
            printed_name=glass.standing.name,
            role=glass.role,
            statement=statement_for(
                tx, glass.standing.name, glass.role, glass.subject, glass.environment, ends
            ),
            authenticated_by=used.method,
            issued_at=glass.now,
            ends_at=ends,
        )
        tx.add(issued)
        tx.flush()
        review = open_review(tx, glass.now, glass.subject, glass.version, glass.system.tier, issued)
        needed = glass.body.stage_needed(glass.environment.purpose)
        told = skipped(tx, glass.now, glass.version, glass.system, glass.subject, needed)
        _enter(glass, actor, issued, review, told)
        once.settle(ref("PASS", issued.id))
        return Issued(ref("PASS", issued.id), ref("REQ", review.id), ends)


def statement_for(
    tx: Session, name: str, role: str, subject: Subject, environment: Environment, ends: datetime
) -> str:
    """The exact sentence that is signed with the pass."""
    return STATEMENT.format(
        name=name,
        role=role_label(role),
        label=subject.label,
        environment=environment.name,
        until=moment(ends, organisation_zone(tx)),
    )


def authority(
    tx: Session, standing: Standing, subject: Subject, system: AiSystem, now: datetime
) -> tuple[PolicyBody, PassRule, str]:
    """The deployment policy, its rule of passes, and the role that authorises the person.

    Raises Refused when the policy names nobody, NotAllowed naming who could when it does not name the person.
    """
    body = load(policy_in_force(tx, "deployment", system.tier, now).body)
    rule = body.emergency_pass
    if rule is None or not rule.who:
        raise Refused("pass_who")
    held = roles_in(standing, subject)
    role = next((one for one in rule.who if one in held), None)
    if role is None:
        raise NotAllowed("may_not_pass", roles=", ".join(role_label(one) for one in rule.who))
    return body, rule, role


def _read_locked(tx: Session, actor: Actor, command: IssuePass) -> tuple[Glass, PassRule]:
    found = tx.get(SystemVersion, version_key(command.version_ref))
    if found is None:
        raise NotFound("not_found")
    subject = lock_subject(tx, found.subject_id)
    version = of_subject(tx, subject.id, lock=True)
    system = tx.get_one(AiSystem, version.system_id)
    now = clock.now(tx)
    standing = require_standing(tx, actor, now)
    if not may_see(tx, actor, version.system_id):
        raise NotFound("not_found")
    body, rule, role = authority(tx, standing, subject, system, now)
    environment = tx.get(Environment, command.environment_id)
    if environment is None or environment.archived_at is not None:
        raise Refused("pass_environment", field="environment_id")
    return Glass(tx, now, subject, version, system, environment, body, standing, role), rule


def _require_first(glass: Glass) -> None:
    """One pass per person and per version until others have reviewed it; unique indexes say so too."""
    mine = EmergencyPass.person_id == glass.standing.person_id
    other = glass.tx.scalars(
        select(EmergencyPass)
        .where(EmergencyPass.closed_at.is_(None), or_(mine, EmergencyPass.version_id == glass.version.id))
        .order_by(EmergencyPass.id)
        .limit(1)
    ).first()
    if other is None:
        return
    own = other.person_id == glass.standing.person_id
    raise Conflict("pass_yours_unreviewed" if own else "pass_version_unreviewed", ref=ref("PASS", other.id))


def _require_denied(glass: Glass) -> None:
    answer = answer_for(glass.tx, glass.now, glass.version, glass.environment)
    if answer.code in IMPOSSIBLE:
        raise Conflict("pass_impossible", why=answer.sentence)
    if answer.allowed:
        raise Refused("pass_not_needed", field="environment_id", why=answer.sentence)


def _require_whole(command: IssuePass, rule: PassRule) -> None:
    if not 1 <= command.hours <= rule.hours:
        raise Refused("pass_hours", field="hours", most=rule.hours)
    if len(" ".join(command.reason.split())) < rule.reason_min:
        raise Refused("pass_reason_short", field="reason", least=rule.reason_min)
    if len(command.reason) > MAX_REASON:
        raise Refused("text_too_long", field="reason", most=MAX_REASON)


def _enter(glass: Glass, actor: Actor, issued: EmergencyPass, review: ApprovalRequest, told: Skipped) -> None:
    """Writes the one entry of the pass and tells whoever was passed over."""
    version = glass.version
    append(
        glass.tx,
        glass.now,
        actor,
        "pass:issued",
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=glass.subject.label
        ),
        changes={
            "pass": [None, ref("PASS", issued.id)],
            "environment": [None, glass.environment.name],
            "until": [None, issued.ends_at.isoformat()],
            "review": [None, ref("REQ", review.id)],
            "skipped_gates": [None, list(told.gates)],
            "skipped_roles": [None, list(told.roles)],
            "told": [None, len(told.person_ids)],
            "statement_sha256": [None, sha256(issued.statement.encode("utf-8"))],
        },
        request_uuid=review.uuid,
        request_ref=ref("REQ", review.id),
        system_uuid=glass.system.uuid,
        personal={actor.uuid: {"reason": issued.reason, "statement": issued.statement}},
    )
    put(
        glass.tx,
        glass.now,
        "pass:issued",
        ("pass", issued.uuid),
        f"review:{review.uuid}",
        [*told.person_ids, glass.system.owner_id],
    )
