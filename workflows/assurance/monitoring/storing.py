"""The values of an indicator as they stand, and what they say about it: its state and when the next one is due."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.measured_value import MeasuredValue
from models.register_record import RegisterRecord
from workflows.assurance.monitoring.cadence import first_day, next_due
from workflows.assurance.monitoring.kinds import INDICATOR, LIVE
from workflows.ground.ids import uuid7
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.content import body_of
from workflows.people.days import today

PANEL = 5


def standing_values(tx: Session, record_id: int, most: int = 5000) -> list[MeasuredValue]:
    """The values of an indicator that no later one corrects, in the order of their periods, the newest `most`."""
    later = aliased(MeasuredValue)
    rows = tx.scalars(
        select(MeasuredValue)
        .outerjoin(later, later.corrects_id == MeasuredValue.id)
        .where(MeasuredValue.record_id == record_id, later.id.is_(None))
        .order_by(MeasuredValue.period.desc())
        .limit(most)
    )
    return list(reversed(rows.all()))


def newest_values(tx: Session, record: RegisterRecord) -> list[MeasuredValue]:
    """The newest values, the newest first, for the panel on the page of an indicator."""
    return list(reversed(standing_values(tx, record.id, PANEL)))


def add_value(
    tx: Session,
    now: datetime,
    record: RegisterRecord,
    period: str,
    value: str | None,
    state: str,
    source: str,
    **more: Any,
) -> MeasuredValue:
    """Adds one value; `more` are its other columns."""
    row = MeasuredValue(
        uuid=uuid7(),
        record_id=record.id,
        period=period,
        value=value,
        state=state,
        source=source,
        entered_at=now,
        **more,
    )
    tx.add(row)
    return row


def refresh(tx: Session, now: datetime, record: RegisterRecord, values: Sequence[MeasuredValue]) -> None:
    """Sets the level of an indicator to the state of its newest value, and its day to when the next one is due."""
    body, day = body_of(record.body), today(tx, now)
    newest = values[-1] if values else None
    record.level = newest.state if newest is not None else ""
    cadence = str(body.get("cadence") or "")
    starts = day_in(body, "starts_on") or (first_day(cadence, values[0].period) if values else None) or day
    have = {one.period for one in values}
    record.due_on = next_due(cadence, starts, day, have) if record.status == LIVE else None


def limits_text(texts: dict[str, str]) -> str:
    """The limits a value was judged by, as they are kept beside it."""
    return json.dumps(texts, sort_keys=True)


def after_save(
    tx: Session, now: datetime, _actor: Any, record: RegisterRecord, _before: Any, _after: Any
) -> None:
    """Listens to saved records: editing an indicator must not forget the state its values gave it."""
    if record.register == INDICATOR:
        refresh(tx, now, record, standing_values(tx, record.id))
        tx.flush()
