"""Whose turn a record is: who is expected to act, why and since when; given by rules, the clock and people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from workflows.ground.ids import ref, uuid7
from workflows.inventory.registers import declaring
from workflows.inventory.registers.rights import readable_clause
from workflows.outbox import put

EVENT = "register:turn"


@dataclass(frozen=True)
class Turn:
    """One open turn as Home and the record's page show it."""

    ref: str
    area: str
    title: str
    one: str
    system_id: int
    system: str
    code: str
    params: Mapping[str, Any]
    since: datetime
    due_at: datetime | None
    person_id: int


def give_turn(
    tx: Session,
    now: datetime,
    record: RegisterRecord,
    person_id: int | None,
    code: str,
    params: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Gives one person a turn for one cause and tells them; the same cause stands once. False when it stood.

    Without a person the owner of the record has it, then the owner of its system.
    """
    person_id = person_id or record.owner_id or _owner_of_system(tx, record)
    if person_id is None:
        return False
    standing = select(RegisterTurn).where(
        RegisterTurn.record_id == record.id,
        RegisterTurn.person_id == person_id,
        RegisterTurn.code == code,
        RegisterTurn.done_at.is_(None),
    )
    if tx.scalars(standing).first() is not None:
        return False
    tx.add(
        RegisterTurn(
            uuid=uuid7(),
            record_id=record.id,
            person_id=person_id,
            code=code,
            params=json.dumps(dict(params or {}), ensure_ascii=False),
            since=now,
            due_at=due_at,
        )
    )
    tx.flush()
    put(tx, now, EVENT, ("register_record", record.uuid), code, [person_id])
    return True


def end_turn(tx: Session, now: datetime, record: RegisterRecord, code: str) -> None:
    """Ends the turns for one cause, whoever has them."""
    _end(tx, now, record, RegisterTurn.code == code)


def end_turns(tx: Session, now: datetime, record: RegisterRecord) -> None:
    """Ends every turn about a record."""
    _end(tx, now, record)


def turns_of(tx: Session, record_id: int) -> list[RegisterTurn]:
    """The open turns about a record, the oldest first."""
    return list(
        tx.scalars(
            select(RegisterTurn)
            .where(RegisterTurn.record_id == record_id, RegisterTurn.done_at.is_(None))
            .order_by(RegisterTurn.id)
        )
    )


def turns_for(tx: Session, person: Any, most: int = 50) -> list[Turn]:
    """The open turns of a person about records they may read, the most urgent first: one statement."""
    rows = tx.execute(
        select(RegisterTurn, RegisterRecord, AiSystem.name)
        .join(RegisterRecord, RegisterRecord.id == RegisterTurn.record_id)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterTurn.person_id == _key(person),
            RegisterTurn.done_at.is_(None),
            RegisterRecord.archived_at.is_(None),
            readable_clause(person),
        )
        .order_by(RegisterTurn.due_at.is_(None), RegisterTurn.due_at, RegisterTurn.since, RegisterTurn.id)
        .limit(most)
    )
    return [_turn(turn, record, system) for turn, record, system in rows]


def count_turns(tx: Session, person: Any) -> int:
    """How many turns a person has about records: one statement."""
    return tx.scalars(
        select(func.count())
        .select_from(RegisterTurn)
        .join(RegisterRecord, RegisterRecord.id == RegisterTurn.record_id)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterTurn.person_id == _key(person),
            RegisterTurn.done_at.is_(None),
            RegisterRecord.archived_at.is_(None),
            readable_clause(person),
        )
    ).one()


def _turn(turn: RegisterTurn, record: RegisterRecord, system: str | None) -> Turn:
    one = declaring.of(record.register)
    return Turn(
        ref=ref(one.prefix, record.id),
        area=one.area,
        title=record.title,
        one=one.one,
        system_id=record.system_id,
        system=system or "",
        code=turn.code,
        params=json.loads(turn.params),
        since=turn.since,
        due_at=turn.due_at,
        person_id=turn.person_id,
    )


def _end(tx: Session, now: datetime, record: RegisterRecord, *more: Any) -> None:
    rows: Sequence[RegisterTurn] = tx.scalars(
        select(RegisterTurn).where(RegisterTurn.record_id == record.id, RegisterTurn.done_at.is_(None), *more)
    ).all()
    for turn in rows:
        turn.done_at = now
    tx.flush()


def _owner_of_system(tx: Session, record: RegisterRecord) -> int | None:
    return tx.scalars(select(AiSystem.owner_id).where(AiSystem.id == record.system_id)).one_or_none()


def _key(person: Any) -> int:
    found = getattr(person, "person_id", None) or getattr(person, "id", None)
    return int(found or 0)
