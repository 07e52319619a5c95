"""A lease by the database's clock: one process leads, and another takes over when it is killed, frozen or cut off."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.job_lease import JobLease
from workflows.ground import clock
from workflows.ground.fencing import Fence, limit_pause
from workflows.ground.transaction import reading, transaction

LASTS = timedelta(seconds=3)
RENEW_SECONDS = 1.0


def take(name: str, holder: str) -> Fence | None:
    """Takes a lease that is free or has run out, under a new token; None while somebody else holds it."""
    if _is_held(name):
        return None
    with transaction() as tx:
        limit_pause(tx)
        lease = tx.scalars(
            select(JobLease)
            .where(JobLease.name == name)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).one_or_none()
        now = clock.now(tx)
        if lease is None:
            return _first(tx, now, name, holder)
        if not _is_free(lease.until_at, now):
            return None
        lease.holder, lease.token, lease.until_at = holder, lease.token + 1, now + LASTS
        return Fence(name, lease.token)


def renew(fence: Fence) -> bool:
    """Holds the lease for another while; False when the token has been passed on."""
    with transaction() as tx:
        return _set_end(tx, fence, clock.now(tx) + LASTS)


def release(fence: Fence) -> None:
    """Gives the lease back at once, so that the next process need not wait for its end."""
    with transaction() as tx:
        _set_end(tx, fence, clock.now(tx))


def holder_of(name: str) -> tuple[str, datetime] | None:
    """Who holds the lease and until when, or None when nobody ever did."""
    row = reading().execute(select(JobLease.holder, JobLease.until_at).where(JobLease.name == name)).first()
    return (row.holder, row.until_at) if row else None


def _first(tx: Session, now: datetime, name: str, holder: str) -> Fence | None:
    """Makes the row, unless it is there and merely locked by somebody who is at it."""
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    made = tx.execute(
        dialect.insert(JobLease)
        .values(name=name, holder=holder, token=1, until_at=now + LASTS)
        .on_conflict_do_nothing()
        .returning(JobLease.token)
    ).scalar_one_or_none()
    return Fence(name, made) if made else None


def _is_held(name: str) -> bool:
    """A look without a lock, so that those who wait cost the leader nothing."""
    session = reading()
    session.rollback()
    until = session.scalar(select(JobLease.until_at).where(JobLease.name == name))
    held = until is not None and not _is_free(until, clock.now(session))
    session.rollback()
    return held


def _is_free(until: datetime, now: datetime) -> bool:
    """Whether it has run out; one that ends too far ahead was written before the clock went back."""
    return not now < until <= now + 2 * LASTS


def _set_end(tx: Session, fence: Fence, until: datetime) -> bool:
    limit_pause(tx)
    changed = tx.execute(
        update(JobLease)
        .where(JobLease.name == fence.lease, JobLease.token == fence.token)
        .values(until_at=until)
        .returning(JobLease.name)
    )
    return changed.scalar_one_or_none() is not None
