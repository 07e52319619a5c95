"""Tells both when standing in begins and when it is over, each exactly once; turns move with it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.delegation import Delegation
from workflows.ground import clock
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.outbox import put
from workflows.people import hooks
from workflows.people.delegating.lent import lent


def sweep(limit: int) -> Swept:
    """Handles up to `limit` delegations that have begun or are over and were not told yet."""

    def find(tx: Session) -> list[int]:
        due = _due(tx)
        return list(tx.scalars(select(Delegation.id).where(due).order_by(Delegation.ends_at).limit(limit)))

    return each("delegations", find, _tell)


def _due(tx: Session) -> ColumnElement[bool]:
    """Agreed ones whose begin or end has come untold; after a standstill only the end is told."""
    now = clock.now(tx)
    return and_(
        Delegation.accepted_at.is_not(None),
        Delegation.ended_at.is_(None),
        Delegation.over_told_at.is_(None),
        Delegation.starts_at <= now,
        or_(Delegation.begun_told_at.is_(None), Delegation.ends_at <= now),
    )


def _tell(tx: Session, key: int) -> bool:
    row = lock_due(tx, Delegation, Delegation.id == key, _due(tx))
    if row is None:
        return False
    now = clock.now(tx)
    over = row.ends_at <= now
    if over:
        row.over_told_at = now
    row.begun_told_at = row.begun_told_at or now
    tx.flush()
    word = "ended" if over else "began"
    people = [row.delegator_id, row.delegate_id]
    put(tx, now, f"delegation:{word}", ("delegation", row.uuid), word, people)
    hooks.delegation_moved(tx, now, lent(row), begun=not over)
    return True
