"""Which log this is: the identity that every entry names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.record_log import RecordLog
from workflows.ground.ids import uuid7
from workflows.record import memory

_LOG = "log"


def log_uuid(tx: Session, now: datetime) -> str:
    """The uuid of this installation's log; the first entry ever gives the log its identity."""
    known = memory.recall(tx, _LOG)
    if known:
        return str(known)
    found = tx.connection().scalar(select(RecordLog.uuid))
    if found is None:
        _make(tx, now)
        # Read back, because another transaction may have been first.
        found = tx.connection().scalar(select(RecordLog.uuid))
    memory.remember(tx, _LOG, found)
    return str(found)


def _make(tx: Session, now: datetime) -> None:
    """Gives the log its identity, or waits for the transaction that is doing so."""
    memory.made_now(tx, _LOG)
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(RecordLog).values(id=1, uuid=uuid7(), made_at=now)
    tx.connection().execute(new.on_conflict_do_nothing())
