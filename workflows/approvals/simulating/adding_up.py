"""Adds up what a dry run finds, chunk by chunk, in the form in which it is stored; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from workflows.approvals.simulating.comparing import FLIPS, Difference


@dataclass(frozen=True)
class Found:
    """One request that was looked at: its state, the month it belongs to (`2026-11`), and what would differ."""

    request_id: int
    label: str
    status: str
    month: str
    is_open: bool
    decided: bool
    number: int
    differs: Difference | None


def add(result: Mapping[str, Any], found: Iterable[Found]) -> dict[str, Any]:
    """The result with these requests counted in."""
    total: dict[str, Any] = {
        "open": result.get("open", 0),
        "decided": result.get("decided", 0),
        "undecided": result.get("undecided", 0),
        "months": dict(result.get("months", {})),
        "more": {role: dict(months) for role, months in result.get("more", {}).items()},
        "fewer": {role: dict(months) for role, months in result.get("fewer", {}).items()},
        "lines": list(result.get("lines", ())),
    }
    for one in found:
        total["open" if one.is_open else "decided" if one.decided else "undecided"] += 1
        if not one.is_open:
            _count(total["months"], one.month)
        if one.differs is not None:
            total["lines"].append(_line(one, one.differs))
            for role in one.differs.new_seats:
                _count(total["more"].setdefault(role, {}), one.month)
            for role in one.differs.gone_seats:
                _count(total["fewer"].setdefault(role, {}), one.month)
    return total


def flips(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a result whose outcome would be another."""
    return [line for line in result.get("lines", ()) if line["turn"] in FLIPS]


def _count(months: dict[str, int], month: str) -> None:
    months[month] = months.get(month, 0) + 1


def _line(one: Found, differs: Difference) -> dict[str, Any]:
    return {
        "request": one.request_id,
        "label": one.label,
        "status": one.status,
        "month": one.month,
        "number": one.number,
        **asdict(differs),
        "turn": differs.turn.value,
    }
