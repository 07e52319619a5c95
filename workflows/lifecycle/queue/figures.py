"""The figures of the queue in one statement, and the bottleneck they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Select, case, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.base import BigKey, UtcDateTime
from models.enums import RequestStatus
from models.gate_pace import GatePace
from models.seat import Seat
from workflows.approvals.open_work import is_open, waits
from workflows.ground.ids import ref
from workflows.lifecycle.queue.lanes import in_sight, is_late, lane, will_miss
from workflows.people.queries import SignedIn

SOON = timedelta(days=3)
"""What is due within this time counts as due soon."""

DRAFT = "draft"


@dataclass(frozen=True)
class Pace:
    """How long decisions of a gate took in the last year, in seconds; none where nothing was decided."""

    median_s: int | None
    p85_s: int | None
    decided_30: int
    on_time_30: int


@dataclass(frozen=True)
class GateFigures:
    """The open requests of a gate: `days` is the most working days a policy gives, `waits` requests by role."""

    gate: str
    count: int
    late: int
    missing: int
    oldest: datetime | None
    median: datetime | None
    days: int | None
    waits: Mapping[str, int]


@dataclass(frozen=True)
class RoleLoad:
    """Open seats whose turn it is in a role, and how many of them are due soon or overdue."""

    role: str
    open: int
    soon: int


@dataclass(frozen=True)
class Figures:
    """Everything above the list; `cells` counts by gate and lane, `oldest` is a ref with its submission."""

    now: datetime
    gates: tuple[GateFigures, ...]
    cells: Mapping[tuple[str, str], int]
    drafts: int
    loads: tuple[RoleLoad, ...]
    pace: Mapping[tuple[str, str], Pace] = field(default_factory=dict)
    oldest: tuple[str, datetime] | None = None

    @property
    def open(self) -> int:
        """How many requests are handed in and not decided."""
        return sum(one.count for one in self.gates)

    @property
    def late(self) -> int:
        """How many of them are past their due date."""
        return sum(one.late for one in self.gates)

    @property
    def missing(self) -> int:
        """How many will be, at the pace of the last year."""
        return sum(one.missing for one in self.gates)

    @property
    def decided(self) -> int:
        """How many were decided in the last 30 days, at all gates."""
        return sum(one.decided_30 for (_, tier), one in self.pace.items() if not tier)

    @property
    def on_time(self) -> int | None:
        """The percentage of these that were in time; None when none was decided."""
        kept = sum(one.on_time_30 for (_, tier), one in self.pace.items() if not tier)
        return round(100 * kept / self.decided) if self.decided else None

    @property
    def bottleneck(self) -> GateFigures | None:
        """The gate where requests are stuck; None while nothing is late and nothing will be."""
        stuck = [one for one in self.gates if one.late or one.missing]
        return max(stuck, key=lambda one: (one.late, one.missing, one.count, one.gate), default=None)


def figures(tx: Session, reader: SignedIn, now: datetime) -> Figures:
    """The figures of everything the reader may see, whatever the filter; one statement, however much there is."""
    rows = tx.execute(_statement(reader, now)).all()
    return fold(rows, now)


def fold(rows: Iterable[Any], now: datetime) -> Figures:
    """Puts the parts of the statement together; pure."""
    parts: dict[str, list[Any]] = {}
    for row in rows:
        parts.setdefault(row.what, []).append(row)
    cells: Counter[tuple[str, str]] = Counter()
    for row in parts.get("cell", ()):
        cells[row.gate, row.other] += row.n1
    first = next(iter(parts.get("oldest", ())), None)
    return Figures(
        now=now,
        gates=_gates(parts),
        cells={key: count for key, count in cells.items() if key[1] != DRAFT},
        drafts=sum(count for (_, side), count in cells.items() if side == DRAFT),
        loads=_loads(parts.get("wait", ())),
        pace={
            (row.gate, row.other): Pace(row.n1, row.n2, row.n3 or 0, row.n4 or 0)
            for row in parts.get("pace", ())
        },
        oldest=(ref("REQ", first.n1), first.since) if first is not None else None,
    )


def _gates(parts: Mapping[str, Sequence[Any]]) -> tuple[GateFigures, ...]:
    middle = {row.gate: row.since for row in parts.get("middle", ())}
    waits: dict[str, dict[str, int]] = {}
    for row in parts.get("wait", ()):
        waits.setdefault(row.gate, {})[row.other] = row.n1
    cells: dict[str, list[Any]] = {}
    for row in parts.get("cell", ()):
        if row.other != DRAFT:
            cells.setdefault(row.gate, []).append(row)
    return tuple(
        GateFigures(
            gate,
            count=sum(row.n1 for row in rows),
            late=sum(row.n2 for row in rows),
            missing=sum(row.n3 for row in rows),
            oldest=min((row.since for row in rows if row.since), default=None),
            median=middle.get(gate),
            days=max((row.n4 for row in rows if row.n4), default=None),
            waits=waits.get(gate, {}),
        )
        for gate, rows in cells.items()
    )


def _loads(rows: Sequence[Any]) -> tuple[RoleLoad, ...]:
    count: Counter[str] = Counter()
    soon: Counter[str] = Counter()
    for row in rows:
        count[row.other] += row.n2
        soon[row.other] += row.n3
    found = [RoleLoad(role, count[role], soon[role]) for role in count]
    return tuple(sorted(found, key=lambda one: (-one.open, -one.soon, one.role)))


def _statement(reader: SignedIn, now: datetime) -> Any:
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
        .where(waits(), c.side.not_in([DRAFT, "stands"]))
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
