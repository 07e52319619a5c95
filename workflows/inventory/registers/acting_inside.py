"""Writing records inside an act of another column: an incident opened by a breach, a status set by an approval."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused
from workflows.inventory.registers import declaring, writing
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place
from workflows.inventory.registers.saving import checked
from workflows.inventory.registers.writing import Author, Wanted

NOBODY = Author()
"""The author of what a rule or the clock writes."""


def put_record(
    tx: Session,
    now: datetime,
    actor: Actor,
    author: Author,
    place: Place,
    command: SaveRecord,
    batch_id: int | None = None,
) -> RegisterRecord:
    """Makes or changes a record under locks that are held (`locks.lock_place`); rights were checked by the caller.

    Raises Several when what it shall say does not hold.
    """
    one = declaring.of(command.register)
    wanted = checked(tx, now, one, command, place.record, place.system)
    if place.record is None:
        return writing.make(tx, now, actor, author, one, command.system_id, wanted, place.concerned, batch_id)
    writing.change(tx, now, actor, author, one, place.record, wanted, place.concerned, command.reason)
    return place.record


def set_status(
    tx: Session,
    now: datetime,
    actor: Actor,
    place: Place,
    status: str,
    body: Mapping[str, Any] | None = None,
    author: Author = NOBODY,
    reason: str = "",
) -> bool:
    """Gives a locked record another status, and other fields with it; returns whether anything changed.

    `body` is in stored form. Raises Refused for a status the register does not have.
    """
    record = place.held
    one = declaring.of(record.register)
    if status not in dict(one.statuses):
        raise Refused("status_unknown", field="status")
    wanted = Wanted(
        title=record.title,
        status=status,
        body={**body_of(record.body), **(body or {})},
        own=json.loads(record.own),
        owner_id=record.owner_id,
        version_id=record.version_id,
    )
    return writing.change(
        tx, now, actor, author, one, record, wanted, place.concerned, reason, cause="status"
    )
