"""Reads the plain facts of one record with the names that pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.rights import membership


@dataclass(frozen=True)
class RecordFacts:
    """What stands in the columns of a record; `number` is its version, `approved` speaks of what it says now."""

    id: int
    ref: str
    uuid: str
    register: str
    system_id: int
    version_id: int | None
    title: str
    status: str
    level: str
    score: int | None
    owner: str
    owner_active: bool
    due_on: date | None
    overdue: bool
    system_ref: str
    system: str
    version_ref: str
    version: str
    number: int
    digest: str
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime
    archived_at: datetime | None
    archive_reason: str
    revision: int
    approved: bool
    approved_before: bool
    approved_ref: str


def read_record(tx: Session, person: Any, one: Register, record_id: int) -> Any:
    """The row of a record with its system, version and people, in one statement; NotFound for who may not read it."""
    maker, changer, owner = aliased(Person), aliased(Person), aliased(Person)
    row = tx.execute(
        select(
            RegisterRecord,
            AiSystem,
            SystemVersion,
            owner.name.label("owner"),
            owner.active.label("owner_active"),
            maker.name.label("maker"),
            changer.name.label("changer"),
            membership(person).label("in_team"),
        )
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .outerjoin(SystemVersion, SystemVersion.id == RegisterRecord.version_id)
        .outerjoin(owner, owner.id == RegisterRecord.owner_id)
        .outerjoin(maker, maker.id == RegisterRecord.made_by_id)
        .outerjoin(changer, changer.id == RegisterRecord.changed_by_id)
        .where(RegisterRecord.id == record_id, RegisterRecord.register == one.key)
        .where(readable_clause(person, (one,)))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row


def facts_of(one: Register, row: Any, day: date) -> RecordFacts:
    """The facts of a row that `read_record` gave."""
    record, system, version = row.RegisterRecord, row.AiSystem, row.SystemVersion
    approved = bool(record.approved_digest)
    return RecordFacts(
        id=record.id,
        ref=ref(one.prefix, record.id),
        uuid=record.uuid,
        register=one.key,
        system_id=record.system_id,
        version_id=record.version_id,
        title=record.title,
        status=record.status,
        level=record.level,
        score=record.score,
        owner=row.owner or "",
        owner_active=bool(row.owner_active) or row.owner is None,
        due_on=record.due_on,
        overdue=record.due_on is not None and record.due_on < day,
        system_ref=ref("SYS", system.id) if system is not None else "",
        system=system.name if system is not None else "",
        version_ref=ref("VER", version.id) if version is not None else "",
        version=version.label if version is not None else "",
        number=record.content_version,
        digest=record.digest,
        made_by=row.maker or "",
        made_at=record.made_at,
        changed_by=row.changer or "",
        changed_at=record.changed_at,
        archived_at=record.archived_at,
        archive_reason=record.archive_reason,
        revision=record.revision,
        approved=approved and record.approved_digest == record.digest,
        approved_before=approved and record.approved_digest != record.digest,
        approved_ref=ref("REQ", record.approved_request_id) if record.approved_request_id else "",
    )
