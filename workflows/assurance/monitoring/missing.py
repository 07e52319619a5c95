"""Notes values that did not come: a missing value is a state of its own, and somebody's turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.assurance.monitoring.actions import MISSED
from workflows.assurance.monitoring.breaching import LATE
from workflows.assurance.monitoring.cadence import first_day, missing
from workflows.assurance.monitoring.given import CLOCK as BY_CLOCK
from workflows.assurance.monitoring.indicators import INDICATORS
from workflows.assurance.monitoring.kinds import INDICATOR, LIVE
from workflows.assurance.monitoring.limits import MISSING
from workflows.assurance.monitoring.storing import add_value, refresh, standing_values
from workflows.ground.actor import CLOCK
from workflows.ground.ids import ref
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.turning import give_turn
from workflows.inventory.registers.writing import thing
from workflows.people.days import today
from workflows.record import append

MOST = 200
"""So many indicators one run looks at; the others come with the next one."""


def sweep(tx: Session, now: datetime) -> int:
    """Notes the missing values of live indicators whose day has come; safe to call any number of times."""
    day = today(tx, now)
    due = tx.scalars(
        select(RegisterRecord)
        .where(
            RegisterRecord.register == INDICATOR,
            RegisterRecord.status == LIVE,
            RegisterRecord.archived_at.is_(None),
            RegisterRecord.due_on < day,
        )
        .order_by(RegisterRecord.due_on, RegisterRecord.id)
        .limit(MOST)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    return sum(_look(tx, now, record, day) for record in due)


def _look(tx: Session, now: datetime, record: RegisterRecord, day: Any) -> bool:
    """Notes what one indicator misses; whether anything was new."""
    body, present = body_of(record.body), standing_values(tx, record.id)
    cadence, have = str(body.get("cadence") or ""), {value.period for value in present}
    begins = day_in(body, "starts_on") or (first_day(cadence, present[0].period) if present else None)
    if begins is None:
        return False
    late = missing(cadence, begins, day, int(body.get("grace") or 0), have)
    for period in late:
        add_value(tx, now, record, period, None, MISSING, BY_CLOCK)
    if late:
        tx.flush()
        _tell(tx, now, record, late)
        refresh(tx, now, record, standing_values(tx, record.id))
        tx.flush()
    return bool(late)


def _tell(tx: Session, now: datetime, record: RegisterRecord, late: list[str]) -> None:
    append(
        tx,
        now,
        CLOCK,
        MISSED,
        about=thing(INDICATORS, record),
        changes={"periods": [None, late if len(late) < 6 else [late[0], "…", late[-1]]]},
    )
    said = {"ref": ref(INDICATORS.prefix, record.id), "period": late[-1]}
    give_turn(tx, now, record, None, LATE, said)
