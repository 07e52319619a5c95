"""Fences off a leader that slept: what it writes under an old lease token is refused inside its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.job_lease import JobLease

LONGEST_PAUSE_MS = 2000
"""A process that stands still inside a transaction for so long is cut off, so that its locks hold up nobody."""


class Fenced(Exception):
    """Another process leads by now; nothing of this transaction was stored."""


@dataclass(frozen=True)
class Fence:
    """The lease under which this work was begun."""

    lease: str
    token: int


_fence: ContextVar[Fence | None] = ContextVar("fence", default=None)
_is_over: ContextVar[Callable[[], bool]] = ContextVar("is_over", default=lambda: False)


@contextmanager
def under(fence: Fence, is_over: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Every transaction of the block commits only while this token is still the lease's.

    `is_over` says that no further item should be begun: the process stops, or has lost the lease.
    """
    former = _fence.set(fence), _is_over.set(is_over)
    try:
        yield
    finally:
        _fence.reset(former[0])
        _is_over.reset(former[1])


def fence() -> Fence | None:
    """The lease of this work; None for a person's act and for a sweep that was called by hand."""
    return _fence.get()


def is_over() -> bool:
    """Whether a sweep should begin no further item."""
    return _is_over.get()()


def begin(tx: Session) -> None:
    """Prepares a transaction of fenced work; nothing for any other."""
    if _fence.get():
        limit_pause(tx)


def limit_pause(tx: Session) -> None:
    """Lets PostgreSQL end this transaction when its process is frozen, so that its locks hold up nobody."""
    if tx.get_bind().dialect.name == "postgresql":
        tx.execute(
            select(func.set_config("idle_in_transaction_session_timeout", str(LONGEST_PAUSE_MS), True))
        )


def check(tx: Session) -> None:
    """Raises Fenced when the token has been passed on; called right before a commit.

    The key-share lock keeps a successor from taking the lease between this look and the commit, yet lets the
    holder renew it meanwhile.
    """
    held = _fence.get()
    if held is None:
        return
    # What waits in the session goes first: after this look nothing but the commit may follow.
    tx.flush()
    mine = tx.scalar(
        select(JobLease.token)
        .where(JobLease.name == held.lease, JobLease.token == held.token)
        .with_for_update(read=True, key_share=True)
    )
    if mine is None:
        raise Fenced(held.lease)
