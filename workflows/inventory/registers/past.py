"""Reads the history of a record: its versions with what changed in each, and what the record log says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from models.register_version import RegisterVersion
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.facts_of_record import RecordFacts, facts_of, read_record
from workflows.inventory.registers.offering import Somebody, people_in, somebody
from workflows.people.days import day_of
from workflows.record.queries import Filters, Page
from workflows.record.queries import page as log_page

PAGE = 10
"""Versions compared on one page."""


@dataclass(frozen=True)
class VersionLine:
    """One version of a record beside the one before it; `before` is None for the first."""

    number: int
    author: str
    at: datetime
    cause: str
    digest: str
    title: str
    status: str
    body: Mapping[str, Any]
    before: VersionLine | None


@dataclass(frozen=True)
class RecordPast:
    """The history of a record; `older` is the number of the version to go on before."""

    facts: RecordFacts
    versions: tuple[VersionLine, ...]
    older: int | None
    people: Mapping[str, Somebody]
    log: Page


def record_past(
    person: Any, one: Register, record_id: int, before: int | None, entry: int | None
) -> RecordPast:
    """The versions before one, the newest first, and the entries before one; NotFound for who may not read it."""
    tx = reading()
    row = read_record(tx, person, one, record_id)
    rows = _rows(tx, record_id, before)
    versions = _compared(rows)
    fields = one.fields
    named = {uuid for line in versions for uuid in people_in(fields, line.body)}
    return RecordPast(
        facts=facts_of(one, row, _day(person)),
        versions=versions[:PAGE],
        older=versions[PAGE - 1].number if len(versions) > PAGE else None,
        people=somebody(named),
        log=log_page(Filters(ref=ref(one.prefix, record_id)), entry, 20),
    )


def _rows(tx: Session, record_id: int, before: int | None) -> list[Any]:
    statement = (
        select(RegisterVersion, Person.name)
        .outerjoin(Person, Person.id == RegisterVersion.author_id)
        .where(RegisterVersion.record_id == record_id)
        .order_by(RegisterVersion.number.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        statement = statement.where(RegisterVersion.number < before)
    return list(tx.execute(statement))


def _compared(rows: list[Any]) -> tuple[VersionLine, ...]:
    """Each version with the one before it; the oldest read is only there to be compared with."""
    found: list[VersionLine] = []
    for version, author in reversed(rows):
        found.append(
            VersionLine(
                version.number,
                author or "",
                version.at,
                version.cause,
                version.digest,
                version.title,
                version.status,
                body_of(version.body),
                found[-1] if found else None,
            )
        )
    return tuple(reversed(found))


def _day(person: Any) -> date:
    return day_of(clock.glance(), getattr(person, "zone", None))
