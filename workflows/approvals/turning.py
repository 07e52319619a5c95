"""Gives seats their turn after every change, so that every open thing has somebody whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from models.enums import SeatStatus
from models.seat import Seat
from workflows.approvals.evaluating import Case, evaluate
from workflows.approvals.facts import state
from workflows.approvals.policies.when import Situation
from workflows.approvals.pool.letting_go import let_go
from workflows.approvals.tally import Count, Outcome


def settle(seats: Sequence[Seat], now: datetime) -> Count:
    """Counts the seats and stores whose turn it is; seats that were spared and are needed again open again."""
    for seat in seats:
        if seat.status == SeatStatus.NOT_NEEDED:
            seat.status = SeatStatus.OPEN.value
    # The request carries its seats, quorum and groups since it was handed in: they decide, not today's policy.
    laid = Case(None, Situation(), seats=tuple(state(seat) for seat in seats), handed_in=True)
    result = evaluate(laid).counted
    for seat in seats:
        if seat.id in result.not_needed:
            seat.status = SeatStatus.NOT_NEEDED.value
        if seat.status != SeatStatus.OPEN:
            let_go(seat)
        if seat.id in result.turn:
            seat.turn_since = seat.turn_since or now
        elif seat.status != SeatStatus.FILLED:
            seat.turn_since = None
    return result


def rest(seats: Sequence[Seat]) -> None:
    """Takes the turn from every open seat: the team has it now, or nobody any more."""
    for seat in seats:
        if seat.status == SeatStatus.OPEN:
            seat.turn_since = None
            let_go(seat)


def close(seats: Sequence[Seat]) -> None:
    """Marks every open seat of an ended request as not needed."""
    for seat in seats:
        if seat.status == SeatStatus.OPEN:
            seat.status, seat.turn_since = SeatStatus.NOT_NEEDED.value, None
            let_go(seat)


__all__ = ["Outcome", "close", "rest", "settle"]
