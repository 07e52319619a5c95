"""Puts chosen open requests under the version of their policy that is in force now, as a signed act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.policy_transfer import PolicyTransfer
from models.policy_version import PolicyVersion
from models.subject import Subject
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_subjects, request_key
from workflows.approvals.machine import is_final
from workflows.approvals.moving import send_back
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_TIERS
from workflows.approvals.policies.words import gate_label, role_label, tier_label
from workflows.approvals.transfers import words as words
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import digest
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.proof import ProofUsed, consume
from workflows.people.standing import Standing, hold
from workflows.record import append

WHO = ("ai_governance_lead", "committee_chair")
"""Roles that may put an open request under another version; nobody does it to a request they belong to."""

MOST = 50
LONGEST_REASON = 5_000

STATEMENT = (
    "I, {name}, as {role}, put {ref} ({label}) under version {to} of the policy {gate}, {tier} tier, "
    "instead of version {number}."
)


@dataclass(frozen=True)
class TransferRequests:
    """Puts these open requests under the version of their policy that is in force."""

    gate: str
    tier: str
    number: int
    request_refs: tuple[str, ...]
    reason: str
    proof: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Transferred:
    """The requests that run under the newer version now."""

    refs: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class _Hand:
    """Who signs, with what they have proved, and the version they bring."""

    actor: Actor
    standing: Standing
    used: ProofUsed
    version: PolicyVersion
    reason: str


def purpose(command: TransferRequests) -> str:
    """What the proof of the credential is bound to: the version and exactly these requests."""
    chosen = digest(sorted(set(command.request_refs)))
    return f"transfer:{command.gate}:{command.tier}:{command.number}:{chosen[:32]}"


def transfer_requests(actor: Actor, command: TransferRequests) -> Transferred:
    """Moves the chosen requests in one act: a draft takes the version, one in review goes back to its team.

    Signatures wait for the next round's digest. Raises NotAllowed for whoever may not, Refused for a request they
    belong to or without a reason, Conflict when a request or the version in force is no longer what was shown.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, f"/policies/{command.gate}/{command.tier}/transfer")
        pairs = _locked(tx, command)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        version = _version(tx, command, now)
        _require_whole(command)
        for subject, request in pairs:
            _require_right(tx, now, actor, standing, subject, request, version)
        used = consume(tx, actor, command.proof, purpose(command), now)
        hand = _Hand(actor, standing, used, version, command.reason.strip())
        for subject, request in pairs:
            _move(tx, now, hand, subject, request)
        return Transferred(tuple(ref("REQ", request.id) for _, request in pairs), version.number)


def statement_for(
    name: str, role: str, subject: Subject, request: ApprovalRequest, number: int, version: PolicyVersion
) -> str:
    """The sentence that is signed for one request; `number` is the version it leaves."""
    return STATEMENT.format(
        name=name,
        role=role_label(role),
        ref=ref("REQ", request.id),
        label=subject.label,
        to=version.number,
        gate=gate_label(request.gate),
        tier=tier_label(request.tier),
        number=number,
    )


def role_of(standing: Standing, subject: Subject) -> str | None:
    """The role in which the person may do it for this subject, None when they hold none."""
    held = roles_in(standing, subject)
    return next((role for role in WHO if role in held), None)


def _locked(tx: Session, command: TransferRequests) -> list[tuple[Subject, ApprovalRequest]]:
    keys = sorted({request_key(one) for one in command.request_refs})
    if not keys:
        raise Refused("transfer_nothing", field="chosen")
    if len(keys) > MOST:
        raise Refused("transfer_too_many", field="chosen", most=MOST)
    of = select(ApprovalRequest.subject_id).where(ApprovalRequest.id.in_(keys))
    subjects = {subject.id: subject for subject in lock_subjects(tx, tx.scalars(of).all())}
    requests = tx.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.id.in_(keys))
        .order_by(ApprovalRequest.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(requests) != len(keys):
        raise NotFound("not_found")
    return [(subjects[request.subject_id], request) for request in requests]


def _version(tx: Session, command: TransferRequests, now: datetime) -> PolicyVersion:
    if command.gate not in POLICY_GATES or command.tier not in POLICY_TIERS:
        raise NotFound("not_found")
    version = policy_in_force(tx, command.gate, command.tier, now)
    if version.number != command.number:
        raise Conflict("transfer_version_moved", number=version.number)
    return version


def _require_whole(command: TransferRequests) -> None:
    if not command.reason.strip():
        raise Refused("transfer_reason", field="reason")
    if len(command.reason) > LONGEST_REASON:
        raise Refused("text_too_long", field="reason", most=LONGEST_REASON)


def _require_right(
    tx: Session,
    now: datetime,
    actor: Actor,
    standing: Standing,
    subject: Subject,
    request: ApprovalRequest,
    version: PolicyVersion,
) -> None:
    if not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")
    if role_of(standing, subject) is None:
        raise NotAllowed("needs_transfer_role", roles=" / ".join(role_label(role) for role in WHO))
    wanted = tx.get_one(PolicyVersion, request.policy_version_id)
    if (
        is_final(request.status)
        or request.on_hold
        or wanted.policy_id != version.policy_id
        or wanted.number >= version.number
    ):
        raise Conflict("transfer_not_waiting", ref=ref("REQ", request.id))
    facts = load_facts(tx, subject, request, load(wanted.body), seats_of(tx, request.id), now).request
    bound = {*facts.team, *facts.submitters, *facts.answered, *facts.built, request.opened_by_id}
    if by_team(request.kind) and standing.person_id in bound:
        raise Refused("transfer_own", field="chosen", ref=ref("REQ", request.id))


def _move(tx: Session, now: datetime, hand: _Hand, subject: Subject, request: ApprovalRequest) -> None:
    before = tx.get_one(PolicyVersion, request.policy_version_id)
    role = role_of(hand.standing, subject) or WHO[0]
    text = statement_for(hand.standing.name, role, subject, request, before.number, hand.version)
    changes = send_back(tx, now, request) if request.status == RequestStatus.IN_REVIEW else {}
    request.policy_version_id = hand.version.id
    tx.add(
        PolicyTransfer(
            uuid=uuid7(),
            request_id=request.id,
            from_version_id=before.id,
            to_version_id=hand.version.id,
            person_id=hand.standing.person_id,
            printed_name=hand.standing.name,
            role=role,
            reason=hand.reason,
            statement=text,
            authenticated_by=hand.used.method,
            authenticated_at=hand.used.at,
            at=now,
        )
    )
    tx.flush()
    append(
        tx,
        now,
        hand.actor,
        "request:policy:transferred",
        about=about(request, subject),
        changes={"policy_version": [before.number, hand.version.number], **changes},
        **place(request, subject),
        policy_digest=hand.version.digest,
        personal={hand.actor.uuid: {"reason": hand.reason, "statement": text}},
    )
    put(tx, now, "request:transferred", ("request", request.uuid), f"version:{hand.version.uuid}", [])
