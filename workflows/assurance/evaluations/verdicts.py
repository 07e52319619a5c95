"""The verdict of an evaluation: every result against its own threshold and the plan's, the strictest breach wins."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

HIGHER, LOWER = "higher", "lower"
EACH = "*"
"""In a criterion's subgroup: for each subgroup, the whole left out."""

WHOLE = frozenset({"all", "overall", "total", "whole"})
"""What files call the whole; it is no subgroup."""

OK, BREACH, UNBOUND = "ok", "breach", "unbound"
"""A result within its limits, outside one of them, or without any limit that could judge it."""

PASSED, FAILED, INCOMPLETE, EMPTY = "passed", "failed", "incomplete", "empty"


@dataclass(frozen=True)
class Limit:
    """How good is good enough, fixed for one metric in one subgroup ("" is the whole)."""

    metric: str
    subgroup: str
    better: str
    threshold: float

    def broken_by(self, value: float) -> bool:
        """Whether a value is outside; a value that is no number is."""
        return not (value <= self.threshold if self.better == LOWER else value >= self.threshold)

    def covers(self, metric: str, subgroup: str) -> bool:
        """Whether it judges a result of that metric in that subgroup."""
        if same(self.metric) != same(metric):
            return False
        return bool(subgroup) if self.subgroup == EACH else same(self.subgroup) == same(subgroup)


@dataclass(frozen=True)
class Result:
    """One measured value, with the threshold that was kept with it (None when there was none)."""

    metric: str
    subgroup: str
    value: float
    threshold: float | None = None
    better: str = HIGHER
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Judged:
    """A result with what judged it: the strictest of its limits, and whether any of them is broken."""

    result: Result
    limit: Limit | None
    planned: bool
    state: str


@dataclass(frozen=True)
class Verdict:
    """What an evaluation comes to, row by row, and the planned criteria that nobody measured."""

    outcome: str
    rows: tuple[Judged, ...] = ()
    missing: tuple[Limit, ...] = ()

    @property
    def breaches(self) -> tuple[Judged, ...]:
        """The results outside their limits."""
        return tuple(row for row in self.rows if row.state == BREACH)


def same(text: str) -> str:
    """A metric or subgroup as it is compared: letters' case and spaces do not make another one."""
    return " ".join(text.split()).casefold()


def number(value: Any) -> float:
    """A stored number; what is none becomes NaN, which breaks every limit."""
    if isinstance(value, bool) or value in ("", None):
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def limits_of(criteria: Iterable[Mapping[str, Any]]) -> tuple[Limit, ...]:
    """The criteria of a plan that name a metric; a threshold that is no number breaks on every value."""
    return tuple(
        Limit(text(row, "metric"), group(row), _better(row), number(row.get("threshold")))
        for row in criteria
        if text(row, "metric")
    )


def results_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Result, ...]:
    """The results of an evaluation that name a metric."""
    return tuple(
        Result(
            metric=text(row, "metric"),
            subgroup=group(row),
            value=number(row.get("value")),
            threshold=None if row.get("threshold") in (None, "") else number(row.get("threshold")),
            better=_better(row),
            unit=text(row, "unit"),
            note=text(row, "note"),
        )
        for row in rows
        if text(row, "metric")
    )


def strictest(limits: Iterable[Limit]) -> Limit | None:
    """The limit that is hardest to keep; of opposite directions the first one given decides which is shown."""
    found: Limit | None = None
    for limit in limits:
        if found is None or (
            limit.better == found.better
            and (limit.threshold < found.threshold) == (limit.better == LOWER)
            and limit.threshold != found.threshold
        ):
            found = limit
    return found


def judge(result: Result, plan: Iterable[Limit]) -> Judged:
    """Holds one result against the plan's limits and its own: one broken limit is a breach."""
    planned = [limit for limit in plan if limit.covers(result.metric, result.subgroup)]
    limits = list(planned)
    if result.threshold is not None:
        limits.append(Limit(result.metric, result.subgroup, result.better, result.threshold))
    if not limits:
        state = UNBOUND if math.isfinite(result.value) else BREACH
    else:
        broken = [limit for limit in limits if limit.broken_by(result.value)]
        state, limits = (BREACH, broken) if broken else (OK, limits)
    return Judged(result, strictest(limits), bool(planned), state)


def verdict(results: Iterable[Result], plan: Iterable[Limit]) -> Verdict:
    """What the results come to: failed before incomplete before passed; without any limit nothing passes."""
    plan = tuple(plan)
    rows = tuple(judge(result, plan) for result in results)
    if not rows:
        return Verdict(EMPTY, (), plan)
    missing = tuple(
        limit
        for limit in plan
        if not any(limit.covers(row.result.metric, row.result.subgroup) for row in rows)
    )
    if any(row.state == BREACH for row in rows):
        return Verdict(FAILED, rows, missing)
    if missing or not any(row.state == OK for row in rows):
        return Verdict(INCOMPLETE, rows, missing)
    return Verdict(PASSED, rows, missing)


def subgroups(results: Iterable[Result]) -> frozenset[str]:
    """The subgroups that were measured, the whole left out."""
    return frozenset(same(result.subgroup) for result in results if result.subgroup)


def group(row: Mapping[str, Any]) -> str:
    """The subgroup of a row; "" for the whole, whatever a file calls it."""
    typed = text(row, "subgroup")
    return "" if same(typed) in WHOLE else typed


def text(row: Mapping[str, Any], key: str) -> str:
    """A cell of a row as text without space around it."""
    value = row.get(key)
    return "" if value is None else str(value).strip()


def _better(row: Mapping[str, Any]) -> str:
    return LOWER if row.get("better") == LOWER else HIGHER
