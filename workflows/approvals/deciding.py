"""What follows from a signature: the request is sent back, approved, rejected, or goes on with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Decision, RequestStatus, SeatStatus
from models.seat import Seat
from models.subject import Subject
from workflows.approvals import turning
from workflows.approvals.calling import call
from workflows.approvals.clock import running
from workflows.approvals.conditions.setting import open_conditions
from workflows.approvals.expiry import extend
from workflows.approvals.kinds import kind_of
from workflows.approvals.machine import fire
from workflows.approvals.naming import about, place
from workflows.approvals.requests import end_request
from workflows.approvals.tally import Outcome
from workflows.ground.actor import CLOCK, Actor
from workflows.outbox import put
from workflows.record import append


def follow(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    seats: Sequence[Seat],
    decision: str,
) -> dict[str, Any]:
    """Moves a locked request as its seats now say; returns the changes for the act's entry."""
    before = request.status
    changes = _move(tx, now, actor, request, seats, decision)
    call(tx, now, request, seats, before)
    return changes


def _move(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    seats: Sequence[Seat],
    decision: str,
) -> dict[str, Any]:
    if decision == Decision.REQUEST_CHANGES:
        if request.status == RequestStatus.IN_REVIEW:
            fire(request, "send_back")
            extend(tx, request, now)
            turning.rest(seats)
            request.turn_since = now
            running.stop(tx, request, now, running.WITH_TEAM)
        return {}
    result = turning.settle(seats, now)
    if result.outcome is Outcome.REJECTED:
        return end_request(tx, now, actor, request, "reject", "ended_rejected", {})
    if result.outcome is not Outcome.APPROVED:
        return {}
    fire(request, "approve")
    request.decided_at, request.turn_since = now, now
    running.stop(tx, request, now, running.ENDED)
    request.ended_code = "ended_approved"
    turning.close(seats)
    if any(seat.decision == Decision.APPROVE_WITH_CONDITIONS for seat in seats):
        open_conditions(tx, now, request)
    return kind_of(request).approved(tx, now, actor, request)


def shrink(seat: Seat) -> None:
    """What a recusal leaves: a group loses one of its seats, a seat of its own waits for another holder."""
    if seat.group_key:
        seat.status, seat.note_code = SeatStatus.FELL_AWAY.value, "recused_from_group"
    seat.turn_since = None


def expire(tx: Session, now: datetime, subject: Subject, request: ApprovalRequest) -> None:
    """Ends a locked request whose time is over, as the clock; the decision that came too late does not count."""
    before = request.status
    extra = end_request(tx, now, CLOCK, request, "expire", "ended_expired", {})
    append(
        tx,
        now,
        CLOCK,
        "request:expired",
        about=about(request, subject),
        changes={"status": [before, request.status], **extra},
        **place(request, subject),
    )
    put(tx, now, "request:expired", ("request", request.uuid), "end", [])
