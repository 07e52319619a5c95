"""Fences off a leader that slept: what it writes under an old lease token is refused inside its own transaction."""

from __future__ import annotations

from collections.abc import Iterator
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


@contextmanager
def under(fence: Fence | None) -> Iterator[None]:
    """Every transaction of the block commits only while this token is still the lease's."""
    token = _fence.set(fence)
    try:
        yield
    finally:
        _fence.reset(token)


def limit_pause(tx: Session) -> None:
    """Lets PostgreSQL end a fenced transaction whose process was frozen; called when one begins."""
    if _fence.get() and tx.get_bind().dialect.name == "postgresql":
        tx.execute(
            select(func.set_config("idle_in_transaction_session_timeout", str(LONGEST_PAUSE_MS), True))
        )


def check(tx: Session) -> None:
    """Raises Fenced when the token has been passed on; called right before a commit.

    The key-share lock keeps a successor from taking the lease between this look and the commit, yet lets the
    holder renew it meanwhile.
    """
    fence = _fence.get()
    if fence is None:
        return
    # What waits in the session goes first: after this look nothing but the commit may follow.
    tx.flush()
    mine = tx.scalar(
        select(JobLease.token)
        .where(JobLease.name == fence.lease, JobLease.token == fence.token)
        .with_for_update(read=True, key_share=True)
    )
    if mine is None:
        raise Fenced(fence.lease)
