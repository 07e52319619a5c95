"""What follows when an impact assessment says something else: what was built on it is looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.assurance.impact.approval import AGAIN, APPROVED
from workflows.ground.actor import Actor
from workflows.inventory.registers import declaring
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.turning import end_turn, give_turn

FRIA, RISK = "fria", "risk"


def assessment_saved(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """An approved FRIA that took it up is in work again, and the owners of its risks look at them."""
    if record.register == RISK:
        if before is not None and before != after:
            end_turn(tx, now, record, "turn_impact_moved")
        return
    if record.register != "impact" or before is None or before == after:
        return
    for register, key in _built_on(tx, record):
        place = lock_place(tx, declaring.of(register), key, 0)
        found = place.record
        assert found is not None
        if register == FRIA and found.status == APPROVED:
            set_status(tx, now, actor, place, AGAIN)
            give_turn(tx, now, found, None, "turn_impact_moved")
        elif register == RISK and found.status != "closed":
            give_turn(tx, now, found, None, "turn_impact_moved")


def _built_on(tx: Session, record: RegisterRecord) -> list[tuple[str, int]]:
    """The live records that name this assessment, in the order of their keys."""
    rows = tx.execute(
        select(RegisterRecord.register, RegisterRecord.id)
        .join(RegisterLink, RegisterLink.record_id == RegisterRecord.id)
        .where(
            RegisterLink.relation == "impact",
            RegisterLink.target_uuid == record.uuid,
            RegisterLink.removed_at.is_(None),
            RegisterRecord.register.in_([FRIA, RISK]),
            RegisterRecord.archived_at.is_(None),
        )
        .order_by(RegisterRecord.id)
    )
    return [(register, key) for register, key in rows]
