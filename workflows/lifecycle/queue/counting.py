"""The one statement behind the figures of the queue: its parts are rows of one shape, told apart by a word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Select, case, cast, func, literal, null, select, union_all

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.base import BigKey, UtcDateTime
from models.enums import RequestStatus
from models.gate_pace import GatePace
from models.seat import Seat
from workflows.approvals.open_work import is_open, waits
from workflows.lifecycle.queue.lanes import STANDS, in_sight, is_late, lane, will_miss
from workflows.people.queries import SignedIn

SOON = timedelta(days=3)
"""What is due within this time counts as due soon."""

DRAFT = "draft"
"""Stands for the side of what was never handed in."""


def counts_of(reader: SignedIn, now: datetime) -> Any:
    """Counts by gate and side, the request in the middle of each gate, who is waited for, the oldest, and the pace."""
    work = _work(reader, now)
    first = select(work.c.id, work.c.submitted).where(work.c.side != DRAFT)
    first = first.where(work.c.submitted.is_not(None)).order_by(work.c.submitted, work.c.id).limit(1)
    oldest = first.subquery()
    return union_all(
        _cells(work),
        _middles(work),
        _waits(work, now),
        _part("oldest", literal(""), literal(""), oldest.c.submitted, oldest.c.id),
        _part(
            "pace",
            GatePace.gate,
            GatePace.tier,
            _nothing(),
            GatePace.median_s,
            GatePace.p85_s,
            GatePace.decided_30,
            GatePace.on_time_30,
        ),
    )


def _work(reader: SignedIn, now: datetime) -> CTE:
    """The open requests in sight, each with its side and what the figures count."""
    draft = ApprovalRequest.status == RequestStatus.DRAFT.value
    return (
        select(
            ApprovalRequest.id,
            ApprovalRequest.gate,
            case((draft, DRAFT), else_=lane(now)).label("side"),
            ApprovalRequest.first_submitted_at.label("submitted"),
            ApprovalRequest.due_at.label("due"),
            ApprovalRequest.clock_days.label("days"),
            case((is_late(now), 1), else_=0).label("late"),
            case((will_miss(now), 1), else_=0).label("missing"),
        )
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(is_open(), in_sight(reader))
        .cte("open_work")
    )


def _cells(work: CTE) -> Select[Any]:
    c = work.c
    statement = _part(
        "cell",
        c.gate,
        c.side,
        func.min(c.submitted),
        func.count(),
        func.sum(c.late),
        func.sum(c.missing),
        func.max(c.days),
    )
    return statement.group_by(c.gate, c.side)


def _middles(work: CTE) -> Select[Any]:
    """The submission in the middle of each gate: the age of that request is the median, the lower of two."""
    place = func.row_number().over(partition_by=work.c.gate, order_by=work.c.submitted.desc())
    size = func.count().over(partition_by=work.c.gate)
    ranked = (
        select(work.c.gate, work.c.submitted, place.label("place"), size.label("size"))
        .where(work.c.side != DRAFT, work.c.submitted.is_not(None))
        .subquery()
    )
    r = ranked.c
    return _part("middle", r.gate, literal(""), r.submitted).where(
        r.place * 2 >= r.size, r.place * 2 <= r.size + 1
    )


def _waits(work: CTE, now: datetime) -> Select[Any]:
    """By gate and role: requests that wait for it, its open seats, and how many of these are due soon."""
    c = work.c
    soon = func.sum(case((c.due <= now + SOON, 1), else_=0))
    return (
        _part("wait", c.gate, Seat.role, _nothing(), func.count(c.id.distinct()), func.count(Seat.id), soon)
        .select_from(work)
        .join(Seat, Seat.request_id == c.id)
        .where(waits(), c.side.not_in([DRAFT, STANDS]))
        .group_by(c.gate, Seat.role)
    )


def _part(what: str, gate: Any, other: Any, since: Any, *numbers: Any) -> Select[Any]:
    """The columns that every part has: what it is, two keys, an instant and up to four numbers."""
    given = [*numbers, *(null() for _ in range(4 - len(numbers)))]
    return select(
        literal(what).label("what"),
        gate.label("gate"),
        other.label("other"),
        since.label("since"),
        *(cast(number, BigKey).label(f"n{place}") for place, number in enumerate(given, 1)),
    )


def _nothing() -> Any:
    return cast(null(), UtcDateTime)
