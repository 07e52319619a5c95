"""The spans of a request's clock: it runs while reviewers have the turn and stands in between."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.clock_span import ClockSpan
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.worktime import Calendar, NoWorkingTime, add, due, worked
from workflows.approvals.machine import is_final
from workflows.ground.refused import Refused

WITH_TEAM, ON_HOLD, ENDED = "with_team", "on_hold", "ended"
"""Why a clock stands."""


def start(tx: Session, request: ApprovalRequest, now: datetime, days: int | None = None) -> None:
    """Opens the next span of a locked request and says when its shares of time are used up.

    `days` are the policy's working days, at a submission. Nothing happens while the clock runs already, or while
    the request is on hold. Raises Refused when the calendar has no working day to count.
    """
    if days is not None:
        request.clock_days = days
    if request.clock_started_at is not None or request.on_hold or request.clock_days is None:
        return
    tx.flush()
    last = tx.scalars(select(func.max(ClockSpan.number)).where(ClockSpan.request_id == request.id)).one()
    tx.add(ClockSpan(request_id=request.id, number=(last or 0) + 1, started_at=now))
    tx.flush()
    request.clock_started_at = now
    reckon(request, _first(tx, request, now), load_calendar(tx))
    request.clock_stage = min(request.clock_stage, _passed(request, now))


def stop(tx: Session, request: ApprovalRequest, now: datetime, why: str) -> None:
    """Closes the running span of a locked request and adds its working time to what is used; none is no matter.

    A request that ended keeps its due date, so that one can see whether it was decided in time.
    """
    if request.clock_started_at is None:
        return
    begin = request.clock_started_at
    # A clock that was set back takes no time away from anybody.
    end = max(now, begin)
    with tx.no_autoflush:
        used = worked(begin, end, load_calendar(tx))
        tx.execute(
            update(ClockSpan)
            .where(ClockSpan.request_id == request.id, ClockSpan.stopped_at.is_(None))
            .values(stopped_at=end, seconds=used, why=why)
        )
    request.clock_used += used
    request.clock_started_at = None
    if not is_final(request.status):
        request.half_at = request.due_at = request.late_at = request.very_late_at = None


def recompute(request: ApprovalRequest, spans: list[ClockSpan], now: datetime, cal: Calendar) -> None:
    """Counts an open request's time anew by another calendar: closed spans, then when the rest is used up."""
    for span in spans:
        if span.stopped_at is not None:
            span.seconds = worked(span.started_at, span.stopped_at, cal)
    request.clock_used = sum(span.seconds or 0 for span in spans)
    if request.clock_started_at is not None:
        reckon(request, min((span.started_at for span in spans), default=request.clock_started_at), cal)
        request.clock_stage = min(request.clock_stage, _passed(request, now))


def allowance(first: datetime, days: int, cal: Calendar) -> int:
    """The working seconds that the policy's days come to, counted from the first submission."""
    return worked(first, due(first, days, cal), cal)


def reckon(request: ApprovalRequest, first: datetime, cal: Calendar) -> None:
    """Sets the instants of a running clock: half, all, one and a half, and twice of the policy's time."""
    begin, days = request.clock_started_at, request.clock_days
    if begin is None or days is None:
        return
    try:
        whole = allowance(first, days, cal)
        marks = [
            _mark(begin, whole * share // 100 - request.clock_used, cal) for share in (50, 100, 150, 200)
        ]
        request.half_at, request.due_at, request.late_at, request.very_late_at = marks
        if begin == first and not request.clock_used:
            request.due_at = due(first, days, cal)
    except NoWorkingTime as never:
        raise Refused("calendar_never_works") from never


def _mark(begin: datetime, seconds: int, cal: Calendar) -> datetime:
    return add(begin, seconds, cal) if seconds > 0 else begin


def _passed(request: ApprovalRequest, now: datetime) -> int:
    marks = (request.half_at, request.due_at, request.late_at, request.very_late_at)
    return sum(1 for at in marks if at is not None and at <= now)


def _first(tx: Session, request: ApprovalRequest, now: datetime) -> datetime:
    found = tx.scalars(select(func.min(ClockSpan.started_at)).where(ClockSpan.request_id == request.id)).one()
    return found or now
