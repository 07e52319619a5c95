"""Quality of a dataset: measured values against criteria that were set before."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """One measured value with the limit that judges it; `kept` False when the limit moved after the measurement."""

    criterion: str
    value: float
    limit: float
    good: bool
    kept: bool


def folded(value: Any) -> str:
    """A name as it is compared."""
    return " ".join(str(value or "").split()).casefold()


def number(value: Any) -> float:
    """A stored number; what is none becomes NaN, which keeps no limit."""
    try:
        return math.nan if value in ("", None) or isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def criteria_of(body: Body) -> dict[str, Mapping[str, Any]]:
    """The criteria by folded name; of twins the later one counts."""
    rows = [row for row in body.get("criteria") or [] if isinstance(row, Mapping)]
    return {folded(row.get("criterion")): row for row in rows if folded(row.get("criterion"))}


def measures_of(body: Body) -> dict[str, Mapping[str, Any]]:
    """The newest measurement of each criterion, by folded name."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in body.get("measures") or []:
        if not isinstance(row, Mapping):
            continue
        name = folded(row.get("criterion"))
        if name and (
            name not in found
            or str(row.get("measured_on") or "") >= str(found[name].get("measured_on") or "")
        ):
            found[name] = row
    return found


def held(body: Body) -> tuple[Held, ...]:
    """Every criterion that was measured, judged by its limit and the one kept with the value: the stricter counts."""
    measured, found = measures_of(body), []
    for name, criterion in criteria_of(body).items():
        if name not in measured:
            continue
        row = measured[name]
        value, limit = number(row.get("value")), number(criterion.get("limit"))
        own = number(row.get("limit"))
        lower = criterion.get("better") == "lower"
        limits = [one for one in (limit, own) if not math.isnan(one)] or [math.nan]
        good = all((value <= one) if lower else (value >= one) for one in limits)
        kept = math.isnan(own) or own == limit
        strict = min(limits) if lower else max(limits)
        found.append(Held(str(criterion.get("criterion")), value, strict, good, kept))
    return tuple(found)


def unmeasured(body: Body) -> tuple[str, ...]:
    """The criteria without a measurement."""
    measured = measures_of(body)
    return tuple(str(row.get("criterion")) for name, row in criteria_of(body).items() if name not in measured)


def measured_first(body: Body) -> tuple[str, ...]:
    """The criteria whose measurement is dated before the day on which they were set."""
    measured = measures_of(body)
    return tuple(
        str(row.get("criterion"))
        for name, row in criteria_of(body).items()
        if name in measured and str(measured[name].get("measured_on") or "") < str(row.get("set_on") or "")
    )


@dataclass(frozen=True)
class Proof:
    """What the record shows of one criterion: when it was first saved with its limit, when it was first measured."""

    criterion: str
    set_version: int
    measured_version: int

    @property
    def in_order(self) -> bool:
        """Whether the criterion stood in an earlier version than its measurement."""
        return self.set_version < self.measured_version


def proofs(history: Iterable[tuple[int, Body]]) -> tuple[Proof, ...]:
    """For each criterion that is measured now, the versions in which limit and value first stood as they do now."""
    versions = sorted(history, key=lambda one: one[0])
    if not versions:
        return ()
    last = versions[-1][1]
    return tuple(_proof(versions, name) for name in criteria_of(last) if name in measures_of(last))


def _proof(versions: Sequence[tuple[int, Body]], name: str) -> Proof:
    last = versions[-1][1]
    criterion, value = criteria_of(last)[name], _value(measures_of(last)[name])
    limit = criterion.get("limit")
    return Proof(
        str(criterion.get("criterion")),
        _since(versions, lambda body: criteria_of(body).get(name, {}).get("limit") == limit),
        _since(versions, lambda body: name in measures_of(body) and _value(measures_of(body)[name]) == value),
    )


def _since(versions: Sequence[tuple[int, Body]], holds: Callable[[Body], bool]) -> int:
    """The first of the latest unbroken run of versions for which it holds."""
    number = versions[-1][0]
    for at, body in reversed(versions):
        if not holds(body):
            break
        number = at
    return number


def _value(row: Mapping[str, Any]) -> tuple[Any, Any]:
    return row.get("value"), row.get("measured_on")
