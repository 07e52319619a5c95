"""The clocks of an incident as they stand, read or locked."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.legal_clock import LegalClock
from models.register_record import RegisterRecord


def clocks_of(tx: Session, record_id: int, lock: bool = False) -> list[LegalClock]:
    """The clocks of an incident, the first due first."""
    query = (
        select(LegalClock).where(LegalClock.record_id == record_id).order_by(LegalClock.due_at, LegalClock.id)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return list(tx.scalars(query))


def running_clocks(tx: Session, record: RegisterRecord) -> list[LegalClock]:
    """The clocks that run, for the panel on the page of an incident."""
    return [clock for clock in clocks_of(tx, record.id) if clock.stopped_at is None]
