"""Reads the repeating lines and days of a record's body: what a rule of a register asks about its own content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Body = Mapping[str, Any]
Row = Mapping[str, Any]

_NOTHING = frozenset(
    {
        "-",
        "--",
        "?",
        "...",
        "…",
        "n/a",
        "na",
        "none",
        "tbd",
        "t.b.d.",
        "todo",
        "to do",
        "see above",
        "x",
        "xxx",
    }
)


def rows_of(body: Body, key: str) -> list[Row]:
    """The lines under a field; none when it is empty or was never a list."""
    found = body.get(key)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def text_of(body: Row, key: str) -> str:
    """The text under a field; empty when there is none."""
    found = body.get(key)
    return found.strip() if isinstance(found, str) else ""


def says_something(text: str) -> bool:
    """Whether a text is more than a place kept free."""
    plain = " ".join(text.split()).casefold().strip(" .")
    return len(plain) > 1 and plain not in _NOTHING and f"{plain}." not in _NOTHING


def day_of(body: Row, key: str) -> date | None:
    """The day under a field; None when it is empty or no day."""
    try:
        return date.fromisoformat(text_of(body, key))
    except ValueError:
        return None


def number_of(body: Row, key: str) -> float | None:
    """The number under a field; None when it is empty or none."""
    found = body.get(key)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def last(rows: list[Row], day: str = "on", matches: Callable[[Row], bool] | None = None) -> Row | None:
    """The line with the newest day among those that match; of one day the one further down."""
    dated = [(day_of(row, day), row) for row in rows if matches is None or matches(row)]
    known = [(when, place, row) for place, (when, row) in enumerate(dated) if when is not None]
    return max(known, key=lambda one: one[:2])[2] if known else None


def passed(row: Row | None) -> bool:
    """Whether a trial ended well."""
    return row is not None and row.get("result") == "passed"
