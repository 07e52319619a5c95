"""What every act on a seat reads after its locks, and who watches over seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, SeatStatus
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.access import require_sight, require_standing
from workflows.approvals.admitting import ADMITTERS
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.locking import lock_request
from workflows.approvals.policies.body import load
from workflows.approvals.rules import RequestFacts
from workflows.approvals.turns import is_over
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import Conflict, NotFound
from workflows.people.standing import Standing, holders


@dataclass(frozen=True)
class Desk:
    """A locked request in review with everything section 4 asks about."""

    tx: Session
    now: datetime
    subject: Subject
    request: ApprovalRequest
    seats: list[Seat]
    standing: Standing
    facts: RequestFacts

    def open_seat(self, key: str) -> Seat:
        """The seat of that key; raises NotFound without it, Conflict when it is not its turn or filled."""
        seat = next((one for one in self.seats if one.key == key), None)
        if seat is None:
            raise NotFound("no_such_seat")
        if seat.status != SeatStatus.OPEN:
            raise Conflict("seat_taken")
        if seat.turn_since is None:
            raise Conflict("not_your_step")
        return seat


def sit_down(tx: Session, actor: Actor, request_ref: str, in_review: bool = True) -> Desk:
    """Locks the request and reads around it; raises NotFound for strangers, Conflict when it is not in review."""
    subject, request = lock_request(tx, request_ref)
    now = clock.now(tx)
    standing = require_standing(tx, actor, now)
    require_sight(tx, actor, request)
    if in_review and request.status != RequestStatus.IN_REVIEW:
        raise Conflict("not_in_review_now", status=request.status)
    if is_over(request.status, request.expires_at, now):
        raise Conflict("request_expired")
    if request.on_hold:
        raise Conflict("request_on_hold")
    seats = seats_of(tx, request.id, lock=True)
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    facts = load_facts(tx, subject, request, body, seats, now).request
    return Desk(tx, now, subject, request, seats, standing, facts)


def partial_to(person_id: int, facts: RequestFacts) -> bool:
    """Whether somebody submitted, built, is in the team, wrote a record or stepped back."""
    return (
        person_id in facts.submitters
        or person_id in facts.answered
        or person_id in facts.built
        or person_id in facts.team
        or person_id in facts.recused
    )


def overseers(people: list[Standing], facts: RequestFacts) -> list[Standing]:
    """Who watches over the seats: the governance lead; the chair if the lead is partial; then top management."""
    for role in ADMITTERS:
        free = [
            one
            for one in people
            if one.holds(role, facts.scope_keys) and not partial_to(one.person_id, facts)
        ]
        if free:
            return free
    return []


def overseers_now(tx: Session, facts: RequestFacts, now: datetime) -> list[Standing]:
    """Who watches over the seats of a request at this instant, read in one statement."""
    return overseers(holders(tx, set(ADMITTERS), facts.scope_keys, now), facts)
