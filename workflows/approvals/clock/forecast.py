"""When a request will be decided: its place in the queue, and how long requests like it took until now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.remaining import Remaining, remaining
from workflows.approvals.clock.worktime import Calendar

Value = TypeVar("Value", int, float)

FEWEST = 5
"""Decided requests below which a median would be a guess."""

NEWEST = 200
"""How many decided requests are looked at, the newest first: what happened years ago foretells nothing."""


@dataclass(frozen=True)
class Forecast:
    """`place` counts from 1 by due date among the `waiting` in review, none while it is not in review.

    `half` and `most` are working days from the first submission to the decision: the median and the 85th
    percentile of that gate and tier; none below `FEWEST` samples.
    """

    left: Remaining
    place: int | None
    waiting: int
    samples: int
    half: float | None
    most: int | None


def forecast(tx: Session, request: ApprovalRequest, now: datetime) -> Forecast | None:
    """The forecast of a request that was handed in and is not decided; three statements, however many there are."""
    first = request.first_submitted_at
    open_now = request.status in (RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED)
    if first is None or not open_now or request.clock_days is None:
        return None
    cal = load_calendar(tx)
    took = sorted(
        working_days(begin, end, cal) for begin, end in tx.execute(_decided(request)) if begin and end
    )
    waiting, before = tx.execute(_queue(request)).one()
    placed = request.due_at is not None and request.status == RequestStatus.IN_REVIEW
    enough = len(took) >= FEWEST
    return Forecast(
        left=remaining(request, first, now, cal),
        place=before + 1 if placed else None,
        waiting=waiting,
        samples=len(took),
        half=median(took) if enough else None,
        most=at_most(took, 85) if enough else None,
    )


def at_most(took: Sequence[Value], share: int) -> Value:
    """The smallest value that so many percent of a sorted row do not exceed (nearest rank)."""
    return took[max(ceil(len(took) * share / 100), 1) - 1]


def working_days(start: datetime, end: datetime, cal: Calendar) -> int:
    """The working days after the day of `start` up to the day of `end`; 0 for a decision on the same day."""
    day, last = start.astimezone(cal.here).date(), end.astimezone(cal.here).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += cal.is_working_day(day)
    return count


def _decided(request: ApprovalRequest) -> Select[datetime | None, datetime | None]:
    return (
        select(ApprovalRequest.first_submitted_at, ApprovalRequest.decided_at)
        .where(
            ApprovalRequest.kind == request.kind,
            ApprovalRequest.gate == request.gate,
            ApprovalRequest.tier == request.tier,
            ApprovalRequest.status.in_([RequestStatus.APPROVED.value, RequestStatus.REJECTED.value]),
            ApprovalRequest.first_submitted_at.is_not(None),
            ApprovalRequest.decided_at.is_not(None),
        )
        .order_by(ApprovalRequest.decided_at.desc())
        .limit(NEWEST)
    )


def _queue(request: ApprovalRequest) -> Select[int, int]:
    earlier = func.count().filter(ApprovalRequest.due_at < (request.due_at or request.opened_at))
    return select(func.count(), earlier).where(
        ApprovalRequest.status == RequestStatus.IN_REVIEW.value, ApprovalRequest.on_hold.is_(False)
    )
