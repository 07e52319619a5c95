"""The records of a register that a reader may see, as one table for a file; a fixed number of statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.exchange.cells import shown, worded
from workflows.inventory.registers.exchange.columns import Column, columns_of
from workflows.inventory.registers.exchange.csv_text import Cell
from workflows.inventory.registers.listing import persons_meant
from workflows.inventory.registers.own_fields import own_fields
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.registers.wanted import Wanted, conditions
from workflows.people.days import today

MOST = 20_000


@dataclass(frozen=True)
class Sheet:
    """A table for a file: headings and rows, texts not guarded yet."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def export_sheet(person: Any, one: Register, wanted: Wanted | None = None) -> Sheet:
    """Every record that fits the list's filters, as far as `person` may read it, in the order of its reference.

    Raises Refused when more records fit than a file takes.
    """
    session = reading()
    own = tuple(added.field for added in own_fields(session, one))
    columns = columns_of(one, own)
    wanted = persons_meant(wanted or Wanted(), own)
    day = today(session, clock.glance())
    fits = conditions(wanted, one, own, getattr(person, "id", 0), day)
    owner = aliased(Person)
    found = session.execute(
        select(RegisterRecord, AiSystem, owner)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .outerjoin(owner, owner.id == RegisterRecord.owner_id)
        .where(*fits, readable_clause(person, (one,)))
        .order_by(RegisterRecord.id)
        .limit(MOST + 1)
    ).all()
    if len(found) > MOST:
        raise Refused("export_too_many", limit=MOST)
    drafts = [_Draft(record, system, by) for record, system, by in found]
    people = emails_of(session, columns, drafts)
    return Sheet(
        tuple(column.label for column in columns),
        tuple(tuple(cell(one, column, draft, people) for column in columns) for draft in drafts),
    )


def empty_sheet(one: Register, session: Session | None = None) -> Sheet:
    """The headings an import of this register reads, without rows: a file to fill in."""
    own = [field.field for field in own_fields(session or reading(), one)]
    return Sheet(tuple(column.label for column in columns_of(one, own) if column.read), ())


class _Draft:
    """One record with its fields taken apart."""

    def __init__(self, record: RegisterRecord, system: AiSystem | None, owner: Person | None) -> None:
        self.record, self.system, self.owner = record, system, owner
        self.body: Mapping[str, Any] = body_of(record.body)
        self.own: Mapping[str, Any] = json.loads(record.own or "{}")


def cell(one: Register, column: Column, draft: _Draft, people: Mapping[str, str]) -> Cell:
    """What stands in one column of one record."""
    if column.field is not None:
        return shown(column.field, (draft.own if column.own else draft.body).get(column.key), people)
    return _fixed(one, column.key, draft)


def _fixed(one: Register, key: str, draft: _Draft) -> str:
    record = draft.record
    found = {
        "ref": ref(one.prefix, record.id),
        "system": ref("SYS", record.system_id) if record.system_id else "",
        "system_name": draft.system.name if draft.system is not None else "",
        "version": ref("VER", record.version_id) if record.version_id else "",
        "title": record.title,
        "status": worded(one.statuses, record.status),
        "owner": draft.owner.email if draft.owner is not None else "",
        "level": one.level_label(record.level) if record.level else "",
        "due_on": record.due_on.isoformat() if record.due_on else "",
        "changed_at": record.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return found[key]


def emails_of(session: Session, columns: Sequence[Column], drafts: Iterable[_Draft]) -> dict[str, str]:
    """The e-mail of every person named in a field, by uuid: at most one statement."""
    asked = [column for column in columns if column.field is not None and _names_people(column.field)]
    if not asked:
        return {}
    wanted: set[str] = set()
    for draft in drafts:
        for column in asked:
            assert column.field is not None
            wanted |= set(_people(column.field, (draft.own if column.own else draft.body).get(column.key)))
    found: dict[str, str] = {}
    named = sorted(wanted)
    for at in range(0, len(named), 500):
        some = named[at : at + 500]
        people = session.execute(select(Person.uuid, Person.email).where(Person.uuid.in_(some)))
        found.update((uuid, email) for uuid, email in people)
    return found


def _names_people(field: Field) -> bool:
    return field.kind == "person" or any(column.kind == "person" for column in field.columns)


def _people(field: Field, value: Any) -> list[str]:
    if field.kind == "person":
        return [str(value)] if value else []
    return [
        str(row[column.key])
        for row in value or ()
        for column in field.columns
        if column.kind == "person" and row.get(column.key)
    ]
