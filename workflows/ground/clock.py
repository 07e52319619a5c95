"""The one clock: the database's, so that many hosts agree on what is late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta(0))


def now(tx: Session) -> datetime:
    """The instant of this act, in UTC; call it after the locks, never before.

    PostgreSQL's `clock_timestamp()` moves on while the act waits for a lock, `now()` would not.
    SQLite lives in this process, so this process's clock is the database's clock.
    """
    if tx.get_bind().dialect.name == "postgresql":
        moment: datetime = tx.scalars(select(func.clock_timestamp())).one()
        return moment.astimezone(UTC) + _offset.get()
    return glance()


def shift(moment: datetime) -> datetime:
    """Applies the clock's offset to an instant that a statement of the act brought along."""
    return moment.astimezone(UTC) + _offset.get()


def glance() -> datetime:
    """The instant as this process sees it: good enough to draw a page, never to decide."""
    return datetime.now(UTC) + _offset.get()


@contextmanager
def set_back(offset: timedelta) -> Iterator[None]:
    """Moves the clock for the block; only `sample load` may, to give its company a past."""
    token = _offset.set(offset)
    try:
        yield
    finally:
        _offset.reset(token)
