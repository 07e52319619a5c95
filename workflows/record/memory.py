"""What a database connection remembers, so that an entry costs one statement: the log's uuid and the persons' keys."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

_KNOWN, _FRESH, _MOST = "record_known", "record_fresh", 5000


def recall(tx: Session, name: str) -> Any | None:
    """What the connection remembers under `name`, or None."""
    return tx.connection().info.get(_KNOWN, {}).get(name)


def remember(tx: Session, name: str, value: Any) -> None:
    """Keeps a committed value for the life of the connection; one made in this transaction is not kept."""
    if name in tx.info.get(_FRESH, ()):
        return
    known = tx.connection().info.setdefault(_KNOWN, {})
    if len(known) >= _MOST:
        known.clear()
    known[name] = value


def forget(tx: Session, name: str) -> None:
    """Drops a value, because it is being destroyed."""
    tx.connection().info.get(_KNOWN, {}).pop(name, None)


def made_now(tx: Session, name: str) -> None:
    """Marks a value as made in this transaction: a rollback would leave a memory of what never was."""
    tx.info.setdefault(_FRESH, set()).add(name)


@event.listens_for(Session, "after_transaction_end")
def _forget_marks(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_FRESH, None)
