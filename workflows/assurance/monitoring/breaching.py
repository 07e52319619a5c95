"""What follows from a broken limit: a turn, and by rule an incident, a draft rework, or a stop of the version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.measured_value import MeasuredValue
from models.person import Person
from models.register_record import RegisterRecord
from workflows.assurance.incidents.opening import Cause, open_by_rule
from workflows.assurance.monitoring.indicators import INDICATORS
from workflows.assurance.monitoring.limits import BREACH, MISSING
from workflows.assurance.monitoring.standing_order import stop_by_rule
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place
from workflows.inventory.registers.turning import EVENT, end_turn, give_turn
from workflows.lifecycle.rework_drafts import ask_for_rework
from workflows.outbox import put

BROKEN, LATE, REWORK = "turn_limit_broken", "turn_value_missing", "turn_rework_asked"


def judged(
    tx: Session,
    now: datetime,
    actor: Actor,
    place: Place,
    entered: Sequence[MeasuredValue],
    present: Sequence[MeasuredValue],
) -> None:
    """Lets follow what the values just entered bring; only the newest value of all speaks of the running version."""
    record = place.held
    if not any(value.state == MISSING for value in present):
        end_turn(tx, now, record, LATE)
    newest = present[-1] if present else None
    if newest is None or newest not in entered:
        return
    if newest.state == BREACH:
        broken(tx, now, actor, place, newest)
    else:
        end_turn(tx, now, record, BROKEN)


def broken(tx: Session, now: datetime, actor: Actor, place: Place, value: MeasuredValue) -> None:
    """Gives the owner the turn, tells the recipients, and does what the rule of the indicator says."""
    record = place.held
    body = body_of(record.body)
    said = {"ref": ref(INDICATORS.prefix, record.id), "value": value.value, "period": value.period}
    give_turn(tx, now, record, None, BROKEN, said)
    told = recipients(tx, body)
    if told:
        put(tx, now, EVENT, ("register_record", record.uuid), BROKEN, told)
    rule = body.get("on_breach")
    if rule == "incident":
        open_by_rule(tx, now, actor, place, Cause.from_value(record, value, body))
    elif rule == "rework":
        _rework(tx, now, actor, record, said)
    if body.get("suspends") == "yes":
        stop_by_rule(tx, now, actor, place, said)


def recipients(tx: Session, body: dict[str, Any]) -> list[int]:
    """The keys of the persons an indicator names as those who are told."""
    uuids = [str(row.get("who") or "") for row in body.get("recipients") or ()]
    return list(tx.scalars(select(Person.id).where(Person.uuid.in_(uuids), Person.active))) if uuids else []


def _rework(tx: Session, now: datetime, actor: Actor, record: RegisterRecord, said: dict[str, Any]) -> None:
    """Asks the team for a rework: a draft by rule where one can be opened, else the turn alone."""
    if record.version_id is None:
        return
    words = f"{said['ref']} {record.title}: {said['value']} ({said['period']})"
    request = ask_for_rework(tx, now, actor, record.version_id, words)
    give_turn(tx, now, record, None, REWORK, said | {"request": request or ""})
