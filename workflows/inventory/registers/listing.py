"""Reads the list of a register: a page of records that fit, and what one can filter by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.offering import Somebody, people_in, somebody
from workflows.inventory.registers.own_fields import own_fields
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.registers.wanted import Wanted, conditions, ordered
from workflows.people.days import today

PAGE = 50
COUNT_TO = 1000
MOST_PAIRS = 2000
"""Systems and owners that filters offer are read up to here."""


@dataclass(frozen=True)
class RecordRow:
    """One line of the list."""

    id: int
    ref: str
    title: str
    status: str
    level: str
    score: int | None
    system_id: int
    system: str
    owner: str
    due_on: date | None
    overdue: bool
    archived: bool
    body: Mapping[str, Any]
    own: Mapping[str, Any]
    changed_at: datetime


@dataclass(frozen=True)
class RecordList:
    """A page of the list; `total` stops counting at `COUNT_TO` + 1, `following` is the number of the next page."""

    rows: tuple[RecordRow, ...]
    total: int
    following: int | None
    own: tuple[Field, ...]
    systems: tuple[tuple[int, str], ...]
    owners: tuple[tuple[int, str], ...]
    people: Mapping[str, Somebody]


def list_records(person: Any, one: Register, wanted: Wanted, number: int = 1) -> RecordList:
    """The records of a register that `person` may read and that fit, in at most six statements."""
    tx = reading()
    own = tuple(added.field for added in own_fields(tx, one))
    day = today(tx, clock.glance())
    seen = readable_clause(person, (one,))
    wanted = persons_meant(wanted, own)
    fits = [*conditions(wanted, one, own, getattr(person, "id", 0), day), seen]
    rows = list(tx.execute(_page(fits, wanted, number)))
    lines = tuple(_row(one, day, *row) for row in rows[:PAGE])
    systems, owners = _offered(one, seen)
    return RecordList(
        rows=lines,
        total=_count(fits),
        following=number + 1 if len(rows) > PAGE else None,
        own=own,
        systems=systems,
        owners=owners,
        people=somebody(_named(one, own, lines)),
    )


def persons_meant(wanted: Wanted, own: tuple[Field, ...]) -> Wanted:
    """Turns a typed e-mail into the person it means, where an own field of that kind is filtered by."""
    typed = (
        {field.key: wanted.fields.get(field.key, "") for field in own if field.kind == "person"}
        if wanted.fields
        else {}
    )
    if not any(typed.values()):
        return wanted
    rows = reading().execute(
        select(Person.email, Person.uuid).where(Person.email.in_([v.lower() for v in typed.values()]))
    )
    uuids: dict[str, str] = dict(rows.all())
    return replace(
        wanted,
        fields={**wanted.fields, **{key: uuids.get(value.lower(), value) for key, value in typed.items()}},
    )


def _page(fits: list[Any], wanted: Wanted, number: int) -> Any:
    return (
        select(RegisterRecord, AiSystem.name, Person.name)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .outerjoin(Person, Person.id == RegisterRecord.owner_id)
        .where(*fits)
        .order_by(*ordered(wanted))
        .limit(PAGE + 1)
        .offset((max(1, min(number, 2000)) - 1) * PAGE)
    )


def _count(fits: list[Any]) -> int:
    some = (
        select(RegisterRecord.id)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(*fits)
        .limit(COUNT_TO + 1)
        .subquery()
    )
    return reading().scalar(select(func.count()).select_from(some)) or 0


Named = tuple[tuple[int, str], ...]


def _offered(one: Register, seen: Any) -> tuple[Named, Named]:
    """The systems and owners that records of the register have, each once, by name."""
    rows = reading().execute(
        select(RegisterRecord.system_id, AiSystem.name, RegisterRecord.owner_id, Person.name)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .outerjoin(Person, Person.id == RegisterRecord.owner_id)
        .where(RegisterRecord.register == one.key, seen)
        .distinct()
        .limit(MOST_PAIRS)
    )
    systems, owners = {}, {}
    for system_id, system, owner_id, owner in rows:
        if system_id:
            systems[system_id] = f"{system} ({ref('SYS', system_id)})"
        if owner_id:
            owners[owner_id] = owner
    return _by_name(systems), _by_name(owners)


def _by_name(found: dict[int, str]) -> Named:
    return tuple(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _named(one: Register, own: tuple[Field, ...], lines: tuple[RecordRow, ...]) -> set[str]:
    """The persons whose names the list shows."""
    listed = [field for field in (one.field(key) for key in one.listed) if field is not None]
    return {uuid for line in lines for uuid in people_in([*listed, *own], {**line.body, **line.own})}


def _row(
    one: Register, day: date, record: RegisterRecord, system: str | None, owner: str | None
) -> RecordRow:
    return RecordRow(
        id=record.id,
        ref=ref(one.prefix, record.id),
        title=record.title,
        status=record.status,
        level=record.level,
        score=record.score,
        system_id=record.system_id,
        system=system or "",
        owner=owner or "",
        due_on=record.due_on,
        overdue=record.due_on is not None and record.due_on < day,
        archived=record.archived_at is not None,
        body=body_of(record.body),
        own=json.loads(record.own or "{}"),
        changed_at=record.changed_at,
    )
