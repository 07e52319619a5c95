"""What columns above want to hear of records: they register here, and are called inside the act's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.ground.actor import Actor

Saved = Callable[
    [Session, datetime, Actor, RegisterRecord, "Mapping[str, Any] | None", Mapping[str, Any]], None
]
Moved = Callable[[Session, datetime, Actor, RegisterRecord, frozenset[int]], None]

_saved: list[Saved] = []
_moved: list[Moved] = []


def on_saved(listener: Saved) -> Saved:
    """Calls `listener(tx, now, actor, record, before, after)` after a record was written.

    `before` is the body it had, None for a new record.
    """
    if listener not in _saved:
        _saved.append(listener)
    return listener


def on_moved(listener: Moved) -> Moved:
    """Calls `listener(tx, now, actor, record, system_ids)` when what approvals freeze of a record has changed.

    `system_ids` are the systems whose items it may satisfy; their subjects are locked.
    """
    if listener not in _moved:
        _moved.append(listener)
    return listener


def tell_saved(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Tells all listeners that a record was written."""
    for listener in _saved:
        listener(tx, now, actor, record, before, after)


def tell_moved(
    tx: Session, now: datetime, actor: Actor, record: RegisterRecord, system_ids: frozenset[int]
) -> None:
    """Tells all listeners that a record moved: another digest, another link, in or out of the lists."""
    for listener in _moved:
        listener(tx, now, actor, record, system_ids)
