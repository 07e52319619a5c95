"""When a failed message is tried again, and when it is given up: pure arithmetic over days."""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

STEPS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""Waits after the first, second, … failed try; more than four days in all."""

LONGEST_WAIT = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(days=4)
"""An endpoint that took nothing for so long is switched off."""


def next_try(tries: int, now: datetime, asked_seconds: int, mark: str) -> datetime | None:
    """The instant of the next try after `tries` failed ones, or None when enough was tried.

    A Retry-After is honoured up to a day. `mark` spreads messages over a tenth of the wait, the same on every host.
    """
    if tries > len(STEPS):
        return None
    wait = max(STEPS[tries - 1], min(timedelta(seconds=asked_seconds), LONGEST_WAIT))
    return now + wait + wait * (crc32(mark.encode()) % 1000) / 10_000
