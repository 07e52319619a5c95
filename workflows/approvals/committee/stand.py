"""Where somebody stands to the request of an item: which seat their vote would fill, or why they may not vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import Decision, RequestStatus, SeatMode, SeatStatus
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.committee.counting import AGAINST, FOR
from workflows.approvals.facts import Facts, load_facts, seats_of, view
from workflows.approvals.kinds import kind_of
from workflows.approvals.locking import lock_request
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.pool.claims import keeper
from workflows.approvals.rules import Bar, SeatView, bars
from workflows.ground.ids import ref
from workflows.people.standing import Standing

OWN = frozenset({"bar_submitted", "bar_answered", "bar_built", "bar_team", "bar_recused", "bar_inactive"})
"""Bars of section 4 that lie in the person and hold for every seat: whoever has one does not vote on the request."""
APPROVING = frozenset({Decision.APPROVE.value, Decision.APPROVE_WITH_CONDITIONS.value})


@dataclass
class Stand:
    """A request as one person meets it in a session; `seat` is the one their vote would fill."""

    subject: Subject
    request: ApprovalRequest
    round: ApprovalRound | None
    policy: PolicyVersion
    body: PolicyBody
    seats: Sequence[Seat]
    facts: Facts
    standing: Standing
    seat: Seat | None
    bar: Bar | None

    @property
    def in_review(self) -> bool:
        """Whether seats can be filled now."""
        return self.request.status == RequestStatus.IN_REVIEW and not self.request.on_hold


def stand_on(tx: Session, request_id: int, standing: Standing, now: datetime, lock: bool = False) -> Stand:
    """Reads the request for one person; `lock` takes the locks of a decision first."""
    if lock:
        subject, request = lock_request(tx, ref("REQ", request_id))
    else:
        request = tx.get_one(ApprovalRequest, request_id)
        subject = tx.get_one(Subject, request.subject_id)
    policy = tx.get_one(PolicyVersion, request.policy_version_id)
    body = load(policy.body)
    seats = seats_of(tx, request.id, lock=lock)
    facts = load_facts(tx, subject, request, body, seats, now, ticks_of=standing.person_id)
    bar = _own_bar(standing, facts)
    found = Stand(
        subject=subject,
        request=request,
        round=tx.scalars(select(ApprovalRound).where(ApprovalRound.id == (request.round_id or 0))).first(),
        policy=policy,
        body=body,
        seats=seats,
        facts=facts,
        standing=standing,
        seat=None,
        bar=bar,
    )
    if bar is None and found.round is not None and found.in_review:
        found.seat = _seat_for(tx, found, now)
    return found


def _own_bar(standing: Standing, facts: Facts) -> Bar | None:
    anyone = SeatView(0, "", "", "", SeatMode.DECIDES, SeatStatus.OPEN, None)
    return next((bar for bar in bars(standing, anyone, facts.request) if bar.code in OWN), None)


def _seat_for(tx: Session, found: Stand, now: datetime) -> Seat | None:
    """The first open seat that section 4 lets the person fill and nobody else has claimed; deciding seats first."""
    person = found.standing
    ordered = sorted(found.seats, key=lambda seat: (seat.mode != SeatMode.DECIDES, seat.step, seat.id))
    for seat in ordered:
        if seat.status != SeatStatus.OPEN or bars(person, view(seat), found.facts.request):
            continue
        kept = keeper(tx, seat, person.person_id, found.facts.request, now)
        if kept is None:
            return seat
    return None


def decision_of(found: Stand | None, moved: str, choice: str) -> str:
    """What a vote means in the person's seat; empty when it fills none: abstaining, or against what is no approval."""
    if found is None or found.seat is None or choice not in (FOR, AGAINST):
        return ""
    kind = kind_of(found.request)
    if found.seat.mode == SeatMode.ADVISES:
        if moved not in APPROVING:
            return ""
        return (Decision.ADVISE_FOR if choice == FOR else Decision.ADVISE_AGAINST).value
    decision = moved if choice == FOR else Decision.REJECT.value if moved in APPROVING else ""
    if not decision or (kind.decisions and decision not in kind.decisions):
        return ""
    # Such a rejection names a day until which things go on: it is signed on the page of the request.
    return "" if decision == Decision.REJECT and kind.asks_until else decision
