"""The figures of the queue in one statement, and the bottleneck they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflows.ground.ids import ref
from workflows.lifecycle.queue.counting import DRAFT, counts_of
from workflows.people.queries import SignedIn


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
    rows = tx.execute(counts_of(reader, now)).all()
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
