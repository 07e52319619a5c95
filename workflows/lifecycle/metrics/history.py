"""What the measures of a period come to, question by question; one statement reads them, the rest is pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.request_measure import RequestMeasure
from workflows.approvals.clock.forecast import at_most
from workflows.lifecycle.metrics.folding import DECIDED, PARTS
from workflows.lifecycle.metrics.wanted import Wanted

Key = TypeVar("Key", str, date)
DAY = 86400
MOST_ROUNDS = 4
"""Requests of so many rounds and more are counted together."""


@dataclass(frozen=True)
class Line:
    """One measured request; `seconds` are the parts of its time in the order of `PARTS`."""

    gate: str
    tier: str
    submitted: datetime
    ended: datetime | None
    outcome: str
    rounds: int
    on_time: bool | None
    seconds: tuple[int, ...]

    @property
    def days(self) -> float:
        """Calendar days from the first submission to the end."""
        return (self.ended - self.submitted).total_seconds() / DAY if self.ended else 0.0


@dataclass(frozen=True)
class Took:
    """How long the decisions of one gate and tier took, in days; an empty tier stands for all."""

    gate: str
    tier: str
    count: int
    half: float
    most: float


@dataclass(frozen=True)
class WeekTook:
    """The decisions of a week that begins on that Monday, and how long each took, in days."""

    begins: date
    days: tuple[float, ...]

    @property
    def half(self) -> float | None:
        """The median, or none in a week without a decision."""
        return median(self.days) if self.days else None

    @property
    def most(self) -> float | None:
        """85 of 100 took at most so long."""
        return at_most(self.days, 85) if self.days else None


@dataclass(frozen=True)
class Split:
    """Where the time of a gate's requests went, in days together; `parts` in the order of `PARTS`."""

    gate: str
    count: int
    parts: tuple[float, ...]

    @property
    def whole(self) -> float:
        """All days of these requests together."""
        return sum(self.parts)


@dataclass(frozen=True)
class Kept:
    """The decisions of one month, and how many were made by their date."""

    begins: date
    decided: int
    on_time: int

    @property
    def share(self) -> float | None:
        """The percentage in time; none in a month without decisions."""
        return 100 * self.on_time / self.decided if self.decided else None


@dataclass(frozen=True)
class Rounds:
    """How many of a gate's decided requests needed one round, two, three, and more."""

    gate: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class FlowWeek:
    """At the end of a week: requests that ended since the period began, those in hand, and those handed in by then."""

    begins: date
    ended: int
    in_hand: int
    came: int


def read(tx: Session, wanted: Wanted, since: datetime) -> list[Line]:
    """Everything that ended since then or is open, as far as it fits; one statement."""
    m = RequestMeasure
    query = select(
        m.gate, m.tier, m.submitted_at, m.decided_at, m.outcome, m.rounds, m.on_time,
        m.unclaimed_s, m.reviewer_s, m.team_s, m.paused_s,
    ).where(or_(m.decided_at.is_(None), m.decided_at >= since))  # fmt: skip
    if wanted.gate:
        query = query.where(m.gate == wanted.gate)
    if wanted.tier:
        query = query.where(m.tier == wanted.tier)
    return [Line(*row[:7], tuple(row[7:])) for row in tx.execute(query)]


def decided(lines: Iterable[Line]) -> list[Line]:
    """Those that somebody decided; what was withdrawn, ran out or was overtaken says nothing of a gate's pace."""
    return [line for line in lines if line.outcome in DECIDED]


def took(lines: Sequence[Line]) -> tuple[Took, ...]:
    """Median and 85th percentile by gate, the slowest first, each followed by its tiers."""
    found = []
    for gate, group in _by(decided(lines), lambda line: line.gate).items():
        tiers = _by(group, lambda line: line.tier)
        parts = [_took(gate, tier, tiers[tier]) for tier in ("minimal", "limited", "high") if tier in tiers]
        found.append((_took(gate, "", group), parts))
    found.sort(key=lambda pair: (-pair[0].half, pair[0].gate))
    return tuple(one for whole, parts in found for one in (whole, *(parts if len(parts) > 1 else ())))


def _took(gate: str, tier: str, group: Sequence[Line]) -> Took:
    days = sorted(line.days for line in group)
    return Took(gate, tier, len(days), median(days), at_most(days, 85))


def weekly(lines: Sequence[Line], first: date, last: date, zone: tzinfo) -> tuple[WeekTook, ...]:
    """The decisions week by week, those without any included."""
    by_week = _by(decided(lines), lambda line: monday(_day(line.ended, zone)))
    return tuple(
        WeekTook(week, tuple(sorted(line.days for line in by_week.get(week, ()))))
        for week in _weeks(first, last)
    )


def middle(weeks: Iterable[WeekTook]) -> float | None:
    """The median of all decisions of some weeks, in days."""
    days = [length for week in weeks for length in week.days]
    return median(days) if days else None


def split(lines: Sequence[Line]) -> tuple[Split, ...]:
    """Where the time of decided requests went, by gate, the longest first."""
    found = [
        Split(
            gate, len(group), tuple(sum(line.seconds[n] for line in group) / DAY for n in range(len(PARTS)))
        )
        for gate, group in _by(decided(lines), lambda line: line.gate).items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.whole, one.gate)))


def promise(lines: Sequence[Line], first: date, last: date, zone: tzinfo) -> tuple[Kept, ...]:
    """The share in time month by month; a decision without a date was in time."""
    by_month = _by(decided(lines), lambda line: _day(line.ended, zone).replace(day=1))
    found, month = [], first.replace(day=1)
    while month <= last:
        group = by_month.get(month, ())
        found.append(Kept(month, len(group), sum(line.on_time is not False for line in group)))
        month = (month + timedelta(days=32)).replace(day=1)
    return tuple(found)


def rounds(lines: Sequence[Line]) -> tuple[Rounds, ...]:
    """How many rounds decided requests needed, by gate, most requests with more than one first."""
    found = []
    for gate, group in _by(decided(lines), lambda line: line.gate).items():
        counts = [0] * MOST_ROUNDS
        for line in group:
            counts[min(line.rounds, MOST_ROUNDS) - 1] += 1
        found.append(Rounds(gate, tuple(counts)))
    return tuple(sorted(found, key=lambda one: (-sum(one.counts[1:]), -one.counts[0], one.gate)))


def flow(lines: Sequence[Line], first: date, last: date, zone: tzinfo) -> tuple[FlowWeek, ...]:
    """What had ended and what was in hand at the end of every week."""
    begun = sorted(_day(line.submitted, zone) for line in lines)
    done = sorted(_day(line.ended, zone) for line in lines if line.ended)
    found = []
    for week in _weeks(first, last):
        end = week + timedelta(days=7)
        came, over = bisect_left(begun, end), bisect_left(done, end)
        found.append(FlowWeek(week, over, came - over, came - bisect_left(begun, week)))
    return tuple(found)


def monday(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=day.weekday())


def _weeks(first: date, last: date) -> list[date]:
    start = monday(first)
    return [start + timedelta(weeks=n) for n in range((monday(last) - start).days // 7 + 1)]


def _day(at: datetime | None, zone: tzinfo) -> date:
    assert at is not None
    return at.astimezone(zone).date()


def _by(lines: Iterable[Line], key: Callable[[Line], Key]) -> dict[Key, list[Line]]:
    found: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found
