"""Gives whoever owns an explanation the turn while somebody waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.assurance.transparency.explaining import EXPLANATION, answer_due
from workflows.ground.actor import Actor
from workflows.inventory.registers.hooks import on_saved
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.people.days import organisation_zone, zone_of

DUE: Final = "explanation_due"
WAITING: Final = "asked"


def follow(
    tx: Session,
    now: datetime,
    _actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """After a record of an explanation was written: a turn with its day while it is owed, none afterwards."""
    if record.register != EXPLANATION.key:
        return
    day = answer_due(after) if record.status == WAITING else None
    if day is None:
        end_turn(tx, now, record, DUE)
        return
    due_at = datetime.combine(day, time(23, 59), zone_of(organisation_zone(tx)))
    give_turn(tx, now, record, None, DUE, due_at=due_at)


on_saved(follow)
