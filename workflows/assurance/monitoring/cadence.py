"""Periods of an indicator: which one a day belongs to, when it ends, and which have no value; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

DAILY, WEEKLY, MONTHLY, QUARTERLY = "daily", "weekly", "monthly", "quarterly"
CADENCES = (DAILY, WEEKLY, MONTHLY, QUARTERLY)
MOST = 400
"""So many missing periods are looked for at most: an indicator that nobody fed for years needs one turn, not a book."""

_SHAPES = {
    DAILY: re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
    WEEKLY: re.compile(r"(\d{4})-W(\d{2})", re.ASCII),
    MONTHLY: re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    QUARTERLY: re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
}


def period_of(cadence: str, day: date) -> str:
    """The name of the period a day belongs to, such as 2026-11-24, 2026-W48, 2026-11 or 2026-Q4."""
    if cadence == DAILY:
        return day.isoformat()
    if cadence == WEEKLY:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if cadence == QUARTERLY:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def first_day(cadence: str, period: str) -> date | None:
    """The day a period begins; None for a name that is no period of this cadence."""
    match = _SHAPES[cadence].fullmatch(period) if cadence in _SHAPES else None
    if match is None:
        return None
    parts = [int(part) for part in match.groups()]
    try:
        if cadence == DAILY:
            return date(*parts)
        if cadence == WEEKLY:
            return date.fromisocalendar(parts[0], parts[1], 1)
        return date(parts[0], parts[1] if cadence == MONTHLY else 3 * parts[1] - 2, 1)
    except ValueError:
        return None


def last_day(cadence: str, period: str) -> date | None:
    """The day a period ends; None for a name that is no period of this cadence."""
    first = first_day(cadence, period)
    return _next(cadence, first) - timedelta(days=1) if first else None


def named_period(cadence: str, text: str) -> str | None:
    """The period that a text means: its name, or any day in it; None when it is neither."""
    typed = text.strip().upper()
    if first_day(cadence, typed) is not None:
        return typed
    day = first_day(DAILY, typed)
    return period_of(cadence, day) if day else None


def periods(cadence: str, first: date, until: date) -> Iterator[str]:
    """The periods that have ended from the one of `first` on, up to `until` (inclusive), the oldest first."""
    begins = first_day(cadence, period_of(cadence, first))
    while begins is not None:
        after = _next(cadence, begins)
        if after - timedelta(days=1) > until:
            return
        yield period_of(cadence, begins)
        begins = after


def missing(cadence: str, first: date, today: date, grace: int, have: Collection[str]) -> list[str]:
    """The periods that ended more than `grace` days ago and have no value, the oldest first, the newest `MOST`."""
    if cadence not in CADENCES:
        return []
    over = list(periods(cadence, first, today - timedelta(days=grace + 1)))
    return [period for period in over[-MOST:] if period not in have]


def next_due(cadence: str, first: date, today: date, have: Collection[str]) -> date | None:
    """The day on which the next value is due: the end of the first open period; None for an unknown cadence."""
    if cadence not in CADENCES:
        return None
    begins = max(first, today)
    period = period_of(cadence, begins)
    if period in have:
        last = last_day(cadence, period)
        period = period_of(cadence, last + timedelta(days=1)) if last else period
    return last_day(cadence, period)


def _next(cadence: str, first: date) -> date:
    """The first day of the period after the one that begins on `first`."""
    if cadence == DAILY:
        return first + timedelta(days=1)
    if cadence == WEEKLY:
        return first + timedelta(days=7)
    months = 1 if cadence == MONTHLY else 3
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
