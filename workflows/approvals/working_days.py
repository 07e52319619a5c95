"""Working days of the organisation: when something is due that may take so many of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

END_OF_DAY = time(17, 0)
"""When a working day ends in the organisation's zone."""

SATURDAY = 5


def due_at(start: datetime, days: int, zone: str | ZoneInfo) -> datetime:
    """The end of the last of `days` working days after the day on which `start` falls, as an instant in UTC.

    Working days are Monday to Friday in the organisation's zone; the day of the start itself does not count, so
    that nobody has less than the days the policy promises. Raises ValueError for a naive start, less than one day,
    or a zone that nobody knows.
    """
    if start.tzinfo is None:
        raise ValueError("a due date starts at an instant with a time zone")
    if days < 1:
        raise ValueError("a due date is at least one working day away")
    here = zone if isinstance(zone, ZoneInfo) else _zone(zone)
    day = start.astimezone(here).date()
    for _ in range(days):
        day = next_working_day(day)
    return datetime.combine(day, END_OF_DAY, here).astimezone(UTC)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Whether people are expected to work on that day."""
    return day.weekday() < SATURDAY


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        # ZoneInfoNotFoundError is a KeyError; a name that is a folder raises OSError.
        raise ValueError(f"there is no time zone called {name!r}") from None
