"""Reads one record as its forms need it: what it says, about what, whose it is, and whether the reader may write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.inventory.persons import KEEPERS
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.rights import may_write, readable_clause
from workflows.people.standing import standing_of


@dataclass(frozen=True)
class RecordHead:
    """One record as it stands, with the names its forms show."""

    id: int
    ref: str
    uuid: str
    title: str
    status: str
    system_id: int
    system: str
    version_id: int | None
    owner: str
    owner_email: str
    body: Mapping[str, Any]
    own: Mapping[str, Any]
    revision: int
    archived_at: datetime | None


def record_head(person: Any, one: Register, record_id: int) -> RecordHead:
    """A record for whoever may read it, in one statement; raises NotFound for others."""
    return _head(one, *_row(person, one, record_id))


def record_to_change(person: Any, one: Register, record_id: int) -> RecordHead:
    """A record for whoever may write it; raises NotFound for those who may not see it, NotAllowed for readers."""
    record, system, owner = _row(person, one, record_id)
    if not writes(reading(), person, one, system):
        raise NotAllowed("register_not_yours", roles=", ".join(sorted(one.writers | KEEPERS)))
    return _head(one, record, system, owner)


def writes(tx: Session, person: Any, one: Register, system: AiSystem | None) -> bool:
    """Whether whoever is signed in may write into a register, about a system or about the organisation."""
    standing = standing_of(tx, person.id, clock.glance())
    return standing is not None and standing.active and may_write(tx, standing, one, system)


Found = tuple[RegisterRecord, AiSystem | None, Person | None]


def _row(person: Any, one: Register, record_id: int) -> Found:
    row = (
        reading()
        .execute(
            select(RegisterRecord, AiSystem, Person)
            .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
            .outerjoin(Person, Person.id == RegisterRecord.owner_id)
            .where(RegisterRecord.id == record_id, RegisterRecord.register == one.key)
            .where(readable_clause(person, (one,)))
        )
        .one_or_none()
    )
    if row is None:
        raise NotFound("not_found")
    return row[0], row[1], row[2]


def _head(one: Register, record: RegisterRecord, system: AiSystem | None, owner: Person | None) -> RecordHead:
    return RecordHead(
        id=record.id,
        ref=ref(one.prefix, record.id),
        uuid=record.uuid,
        title=record.title,
        status=record.status,
        system_id=record.system_id,
        system=system.name if system is not None else "",
        version_id=record.version_id,
        owner=owner.name if owner is not None else "",
        owner_email=owner.email if owner is not None else "",
        body=body_of(record.body),
        own=json.loads(record.own or "{}"),
        revision=record.revision,
        archived_at=record.archived_at,
    )
