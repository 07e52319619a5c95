"""Signs a seat: the moment everything else exists for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import DateTime, func, literal, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import Decision
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals import deciding
from workflows.approvals.access import may_see, reaches, require_standing
from workflows.approvals.expiry import is_over
from workflows.approvals.facts import Facts, load_facts, seats_of
from workflows.approvals.guarding import guard
from workflows.approvals.lending import Lender, lender_of
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import is_final
from workflows.approvals.placing import enter_signature, place_signature
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.pool.recusing import tell_who_is_left
from workflows.approvals.terms import ConditionTerm, PointTerm
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold


@dataclass(frozen=True)
class Sign:
    """What a person signs: `digest` is that of the round on their screen, `proof` that they just said who they are.

    `for_person_id` is whose seat it is when they sign as somebody's delegate, `go_on_until` the day that a rejection
    names where its kind of request asks for one.
    """

    request_ref: str
    seat_key: str
    decision: str
    digest: str
    reason: str = ""
    conditions: tuple[ConditionTerm, ...] = ()
    points: tuple[PointTerm, ...] = ()
    unchecked_is_fine: bool = False
    proof: str = ""
    submit_id: str | None = None
    for_person_id: int | None = None
    go_on_until: date | None = None


@dataclass(frozen=True)
class Signed:
    """What was signed and what became of the request."""

    ref: str
    decision: str
    status: str
    signature_uuid: str


def purpose(command: Sign) -> str:
    """What the proof of the credential is bound to: it cannot be spent on another decision or another round."""
    whose = f":for:{command.for_person_id}" if command.for_person_id is not None else ""
    return f"sign:{command.request_ref}:{command.seat_key}:{command.decision}:{command.digest}{whose}"


@dataclass
class Act:
    """Everything a signature is checked against, read after the locks."""

    tx: Session
    now: datetime
    subject: Subject
    request: ApprovalRequest
    round: ApprovalRound
    policy: PolicyVersion
    body: PolicyBody
    seats: list[Seat]
    seat: Seat
    standing: Standing
    facts: Facts
    lender: Lender | None = None


def sign_seat(actor: Actor, command: Sign) -> Signed:
    """Fills a seat with the actor's signature and moves the request when the rule is met.

    Raises Stale when the content moved since it was shown, Conflict when somebody was first, Refused with the rule of
    section 4 that bars the person, or beside the field that is missing. Only a person signs.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    expired = False
    with transaction() as tx:
        for person_id in sorted({actor.person_id, command.for_person_id or actor.person_id}):
            hold(tx, person_id)
        claim(tx, actor, command, command.request_ref)
        act = read_locked(tx, actor, command)
        expired = not is_final(act.request.status) and is_over(act.request, act.now)
        if expired:
            deciding.expire(tx, act.now, act.subject, act.request)
            signed = None
        else:
            guard(act, command)
            signed = _sign(act, actor, command)
    if signed is None:
        raise Conflict("request_expired")
    return signed


def read_locked(tx: Session, actor: Actor, command: Sign) -> Act:
    """Locks the request and reads everything `guard` asks about, for the person who signs or votes.

    Raises NotFound for strangers and unknown seats, Conflict while nothing was handed in.
    """
    subject, request = lock_request(tx, command.request_ref)
    instant = (
        func.clock_timestamp() if tx.get_bind().dialect.name == "postgresql" else literal(None, DateTime)
    )
    row = tx.execute(
        select(ApprovalRound, PolicyVersion, instant)
        .join(PolicyVersion, PolicyVersion.id == request.policy_version_id)
        .where(ApprovalRound.id == (request.round_id or 0))
    ).one_or_none()
    if row is None:
        raise (
            NotFound("not_found") if not may_see(tx, actor, request.system_id) else Conflict("not_in_review")
        )
    now = clock.shift(row[2]) if row[2] is not None else clock.glance()
    seats = seats_of(tx, request.id, lock=True)
    standing = require_standing(tx, actor, now)
    body = load(row[1].body)
    facts = load_facts(tx, subject, request, body, seats, now, ticks_of=actor.person_id)
    lender = lender_of(tx, now, command.for_person_id, standing)
    known = reaches(standing, subject) or standing.person_id in facts.request.team
    known = known or (lender is not None and lender.shows(subject, now))
    if not known and not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")
    seat = next((seat for seat in seats if seat.key == command.seat_key), None)
    if seat is None:
        raise NotFound("no_such_seat")
    return Act(tx, now, subject, request, row[0], row[1], body, seats, seat, standing, facts, lender)


def _sign(act: Act, actor: Actor, command: Sign) -> Signed:
    tx, now, request = act.tx, act.now, act.request
    used = consume(tx, actor, command.proof, purpose(command), now)
    before = request.status
    signature = place_signature(act, command, used)
    changes = deciding.follow(tx, now, actor, request, act.seats, command.decision)
    if command.decision == Decision.RECUSE:
        tell_who_is_left(tx, now, request, act.seats, act.standing.person_id, act.facts.request)
    if request.status != before:
        changes["status"] = [before, request.status]
    enter_signature(act, actor, command, signature, changes)
    return Signed(command.request_ref, command.decision, request.status, signature.uuid)
