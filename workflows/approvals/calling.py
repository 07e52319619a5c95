"""Puts into the outbox whose turn a request has become: told after the commit, to whoever may sign then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.seat import Seat
from workflows.outbox import put

TURN, DECIDED, RETURNED = "request:turn", "request:decided", "request:returned"


def call(tx: Session, now: datetime, request: ApprovalRequest, seats: Sequence[Seat], before: str) -> None:
    """Says what became of a locked request by an act at `now`: decided, returned, or the turn of further seats.

    The persons are found when it is told: an act does not pay for looking them up, and they may have left by then.
    """
    about = ("request", request.uuid)
    if request.status != before and request.status in (RequestStatus.APPROVED, RequestStatus.REJECTED):
        put(tx, now, DECIDED, about, "end", [])
    elif request.status != before and request.status == RequestStatus.CHANGES_REQUESTED:
        put(tx, now, RETURNED, about, f"round:{request.round_number}", [])
    elif request.status == RequestStatus.IN_REVIEW and any(seat.turn_since == now for seat in seats):
        put(tx, now, TURN, about, f"round:{request.round_number}:{now.isoformat()}", [])
