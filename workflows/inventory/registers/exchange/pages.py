"""Reads imports for their pages: those the reader made, and for the governance lead all of a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.person import Person
from models.register_batch import RegisterBatch
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.persons import KEEPERS
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange.batches import APPLIED, PREFIX, Batch, batch_of
from workflows.inventory.registers.exchange.columns import Column, columns_of
from workflows.inventory.registers.exchange.undoing import moved
from workflows.inventory.registers.own_fields import own_fields

RECENT = 20


@dataclass(frozen=True)
class BatchHead:
    """One import in a list."""

    ref: str
    filename: str
    status: str
    count: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class BatchPage:
    """One import with all its rows; `moved` names records that changed since, which keep it from being taken back."""

    head: BatchHead
    content: Batch
    columns: tuple[Column, ...]
    system: str
    mine: bool
    applied_at: datetime | None
    undone_at: datetime | None
    moved: tuple[str, ...]


def recent_batches(person: Any, one: Register) -> tuple[BatchHead, ...]:
    """The newest imports of a register that the reader may see, in one statement."""
    rows = reading().execute(
        select(RegisterBatch, Person.name)
        .join(Person, Person.id == RegisterBatch.made_by_id)
        .where(RegisterBatch.register == one.key, *_seen(person))
        .order_by(RegisterBatch.id.desc())
        .limit(RECENT)
    )
    return tuple(_head(row, name) for row, name in rows)


def columns_to_read(one: Register) -> tuple[Column, ...]:
    """The columns an import of a register reads, own fields included."""
    own = [added.field for added in own_fields(reading(), one)]
    return tuple(column for column in columns_of(one, own) if column.read)


def batch_page(person: Any, one: Register, batch_id: int) -> BatchPage:
    """One import; raises NotFound for others than its maker and the governance lead."""
    session = reading()
    found = session.execute(
        select(RegisterBatch, Person.name, AiSystem.name)
        .join(Person, Person.id == RegisterBatch.made_by_id)
        .outerjoin(AiSystem, AiSystem.id == RegisterBatch.system_id)
        .where(RegisterBatch.id == batch_id, RegisterBatch.register == one.key, *_seen(person))
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    row, name, system = found
    content = batch_of(row.rows)
    return BatchPage(
        head=_head(row, name),
        content=content,
        columns=columns_to_read(one),
        system=system or "",
        mine=row.made_by_id == person.id,
        applied_at=row.applied_at,
        undone_at=row.undone_at,
        moved=moved(session, one, content.made) if row.status == APPLIED else (),
    )


def _seen(person: Any) -> list[Any]:
    keeper = any(grant.role in KEEPERS for grant in getattr(person, "grants", ()))
    return [] if keeper else [RegisterBatch.made_by_id == getattr(person, "id", 0)]


def _head(row: RegisterBatch, name: str) -> BatchHead:
    return BatchHead(ref(PREFIX, row.id), row.filename, row.status, row.count, name, row.made_at)
