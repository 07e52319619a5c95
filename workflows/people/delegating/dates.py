"""From days to instants: a day begins and ends at midnight where the person is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from workflows.ground.refused import Refused
from workflows.people.days import day_of, zone_of

FARTHEST = 730
"""Days ahead that may be chosen: whoever is away longer hands things over instead."""


def span(starts_on: date, ends_on: date, zone: str) -> tuple[datetime, datetime]:
    """Begin of the first day and end of the last day as instants in UTC; the end is exclusive.

    A midnight that a clock change skips is the instant of the change.
    """
    return _midnight(starts_on, zone), _midnight(ends_on + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, zone_of(zone)).astimezone(UTC)


def require_days(starts_on: date | None, ends_on: date | None, now: datetime, zone: str) -> tuple[date, date]:
    """The days that were chosen; raises Refused beside the one that makes no sense."""
    today = day_of(now, zone)
    if starts_on is None:
        raise Refused("away_day", field="starts_on")
    if ends_on is None:
        raise Refused("away_day", field="ends_on")
    if starts_on < today:
        raise Refused("away_past", field="starts_on")
    if ends_on < starts_on:
        raise Refused("away_order", field="ends_on")
    if ends_on > today + timedelta(days=FARTHEST):
        raise Refused("away_far", field="ends_on", days=FARTHEST)
    return starts_on, ends_on
