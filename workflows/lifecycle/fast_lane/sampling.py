"""Draws the sample of a month: pure, so that whoever has the printed seed draws the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import UTC, date, datetime, time

from workflows.people.days import zone_of

SHARE = 10
"""One of so many requests of a month is looked at again."""

AT_LEAST = 2
"""So many at least, where there are as many."""


def size_of(count: int) -> int:
    """How many of so many requests are drawn; a part of one counts as one."""
    return min(count, max(AT_LEAST, -(-count // SHARE)))


def draw(uuids: Collection[str], seed: str) -> tuple[str, ...]:
    """The requests drawn: those whose SHA-256 of `seed:uuid` comes first."""
    ranked = sorted(uuids, key=lambda uuid: hashlib.sha256(f"{seed}:{uuid}".encode()).hexdigest())
    return tuple(ranked[: size_of(len(ranked))])


def month_of(day: date) -> str:
    """The month of a day, such as 2026-11."""
    return f"{day.year:04d}-{day.month:02d}"


def bounds(month: str, zone: str) -> tuple[datetime, datetime]:
    """The first instant of a month where the organisation is, and that of the next one, both in UTC."""
    year, number = (int(part) for part in month.split("-"))
    following = date(year + number // 12, number % 12 + 1, 1)
    here = zone_of(zone)
    starts = datetime.combine(date(year, number, 1), time(), here)
    return starts.astimezone(UTC), datetime.combine(following, time(), here).astimezone(UTC)
