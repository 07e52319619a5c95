"""Messages on a concern: between those who look into it and whoever raised it, with a name or with a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.concern_door import ConcernDoor
from models.concern_message import ConcernMessage
from models.register_record import RegisterRecord
from workflows.assurance.concerns.actions import ANSWERED, FROM_OUTSIDE
from workflows.assurance.concerns.register import CLOSED, CONCERN, CONCERNS, HANDLERS
from workflows.assurance.concerns.telling import call_handlers
from workflows.ground import clock
from workflows.ground.actor import SYSTEM, Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.locks import lock_record
from workflows.inventory.registers.rights import require_reader
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import text, within
from workflows.people.tokens import hashed_code
from workflows.record import append

LONGEST = 5000
A_DAY, MOST_A_DAY = timedelta(days=1), 30
TURN, FIRST_TURN = "turn_concern_message", "turn_concern"


@dataclass(frozen=True)
class WriteMessage:
    """A message on a concern by somebody with an account."""

    record_id: int
    text: str
    submit_id: str | None = None


@dataclass(frozen=True)
class WriteWithCode:
    """A message on a concern by whoever has its code."""

    code: str
    text: str
    submit_id: str | None = None


def may_read(person: Any, record: RegisterRecord) -> bool:
    """Whether somebody reads a concern: whoever raised it, and those who look into it."""
    if record.made_by_id is not None and record.made_by_id == _key(person):
        return True
    return any(grant.role in HANDLERS for grant in getattr(person, "grants", ()))


def require_sight(tx: Session, person: Any, record: RegisterRecord) -> None:
    """Raises NotFound for whoever may not know of a concern."""
    if record.made_by_id is None or record.made_by_id != _key(person):
        if not may_read(person, record):
            raise NotFound("not_found")
        require_reader(tx, person, CONCERNS, record)


def write_message(actor: Actor, command: WriteMessage) -> str:
    """Those who look into a concern answer, or whoever raised it adds something; gives its ref."""
    words = _words(command.text)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        record = lock_record(tx, CONCERN, command.record_id)
        require_sight(tx, author, record)
        name, now = ref(CONCERNS.prefix, record.id), clock.now(tx)
        claim(tx, actor, command, name)
        _require_open(tx, now, record)
        _add(tx, now, record, words, author.person_id)
        append(tx, now, actor, ANSWERED, about=thing(CONCERNS, record))
        if author.person_id == record.made_by_id:
            call_handlers(tx, now, record, TURN, but=author.person_id)
        else:
            end_turn(tx, now, record, TURN)
            end_turn(tx, now, record, FIRST_TURN)
            if record.made_by_id is not None:
                give_turn(tx, now, record, record.made_by_id, TURN, {"ref": name})
        return name


def write_with_code(command: WriteWithCode) -> str:
    """Whoever raised a concern without a name adds something; raises Refused beside `code` or `text`."""
    with transaction() as tx:
        door = door_of(tx, command.code)
        words = _words(command.text)
        record = lock_record(tx, CONCERN, door.record_id)
        now = clock.now(tx)
        claim(tx, SYSTEM, WriteWithCode("", "", command.submit_id), ref(CONCERNS.prefix, record.id))
        _require_open(tx, now, record)
        _add(tx, now, record, words, None)
        append(tx, now, SYSTEM, FROM_OUTSIDE, about=thing(CONCERNS, record))
        call_handlers(tx, now, record, TURN)
        return ref(CONCERNS.prefix, record.id)


def door_of(tx: Session, code: str) -> ConcernDoor:
    """The door a code opens; raises Refused beside `code` when it opens none."""
    door = tx.scalars(select(ConcernDoor).where(ConcernDoor.code_hash == hashed_code(code))).one_or_none()
    if door is None:
        raise Refused("concern_code", field="code")
    return door


def _words(typed: str) -> str:
    words = within(text(typed), "text", LONGEST)
    if not words:
        raise Refused("concern_message", field="text")
    return words


def _require_open(tx: Session, now: datetime, record: RegisterRecord) -> None:
    if record.status == CLOSED or record.archived_at is not None:
        raise Refused("concern_closed", field="text")
    lately = select(func.count()).where(
        ConcernMessage.record_id == record.id, ConcernMessage.at > now - A_DAY
    )
    if tx.scalars(lately).one() >= MOST_A_DAY:
        raise Refused("concern_message_many", field="text")


def _add(tx: Session, now: datetime, record: RegisterRecord, words: str, person_id: int | None) -> None:
    tx.add(
        ConcernMessage(
            uuid=uuid7(),
            record_id=record.id,
            from_outside=person_id is None,
            person_id=person_id,
            text=words,
            at=now,
        )
    )
    tx.flush()


def _key(person: Any) -> int:
    found = getattr(person, "person_id", None) or getattr(person, "id", None)
    return int(found or 0)
