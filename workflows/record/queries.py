"""Reads the record for its pages. None of this asks who may read: the pages' guards do, before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from models.person import Person
from models.record_entry import RecordEntry
from models.record_seal import RecordSeal
from workflows.ground.actor import CLOCK, SYSTEM
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.record import lines
from workflows.record.lines import Line
from workflows.record.personal import read_keys
from workflows.record.reading import as_bytes
from workflows.record.report import Report, from_plain
from workflows.record.words import VERIFIED

Rows = Select[int, Any]
PAGE = 50
COUNTED = 1000
"""Counting stops here: a page that says "more than 1,000" costs the same for a million entries."""


@dataclass(frozen=True)
class Filters:
    """Which entries are wanted; None asks for all. `until` is the first instant that is not wanted."""

    ref: str | None = None
    actor_uuid: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    system_uuid: str | None = None
    request_uuid: str | None = None

    @property
    def any(self) -> bool:
        """Whether they leave something out."""
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Entries, newest first; `older` is the number to go on before, `matching` counts up to `COUNTED` + 1."""

    lines: tuple[Line, ...]
    older: int | None
    matching: int


@dataclass(frozen=True)
class Checked:
    """A verification as the record kept it."""

    line: Line
    report: Report


def page(filters: Filters, before: int | None = None, limit: int = PAGE) -> Page:
    """The entries that match, from the newest or from before entry `before`."""
    connection = reading().connection()
    statement = _matching(entries(connection), filters)
    if before is not None:
        statement = statement.where(RecordSeal.n < before)
    rows = connection.execute(statement.order_by(RecordSeal.n.desc()).limit(limit + 1)).all()
    older = rows[limit - 1].n if len(rows) > limit else None
    whole = before is None and older is None
    return Page(as_lines(rows[:limit]), older, len(rows) if whole else _count(filters))


def entries_about(
    *,
    system_uuid: str | None = None,
    request_uuid: str | None = None,
    before: int | None = None,
    limit: int = 20,
) -> Page:
    """The history of a system or of a request, for its own page; whoever may see it may see its history.

    Raises ValueError when neither is given: that would be the whole record.
    """
    if not system_uuid and not request_uuid:
        raise ValueError("a history is about a system or a request")
    return page(Filters(system_uuid=system_uuid, request_uuid=request_uuid), before, limit)


def count_all() -> int:
    """How many entries are sealed: the number of the last one, so that nothing is counted."""
    return int(reading().connection().scalar(select(func.coalesce(func.max(RecordSeal.n), 0))) or 0)


def last_verification() -> Checked | None:
    """The newest verification that somebody asked for, or None."""
    connection = reading().connection()
    mine = entries(connection).where(RecordEntry.action == VERIFIED)
    return _checked(connection.execute(mine.order_by(RecordEntry.id.desc()).limit(1)).first())


def verification(event: str) -> Checked:
    """One verification by its event; raises NotFound.

    It is shown even without a seal: on a database whose sealing was switched off this is how one learns of it.
    """
    connection = reading().connection()
    one = entries(connection, sealed=False).where(RecordEntry.uuid == event, RecordEntry.action == VERIFIED)
    found = _checked(connection.execute(one).first())
    if found is None:
        raise NotFound("not_found")
    return found


def actors() -> list[tuple[str, str]]:
    """Uuid and present name of everybody who ever acted, by name; found by skipping along the index."""
    first = select(func.min(RecordEntry.actor_uuid).label("actor")).cte("actors", recursive=True)
    following = select(func.min(RecordEntry.actor_uuid)).where(RecordEntry.actor_uuid > first.c.actor)
    every = first.union_all(select(following.scalar_subquery()).where(first.c.actor.is_not(None)))
    rows = (
        reading()
        .connection()
        .execute(
            select(every.c.actor, Person.name)
            .outerjoin(Person, Person.uuid == every.c.actor)
            .where(every.c.actor.is_not(None))
            .limit(1000)
        )
    )
    ours = {actor.uuid: actor.name for actor in (CLOCK, SYSTEM)}
    named = [(uuid, name or ours.get(uuid) or f"…{uuid[-12:]}") for uuid, name in rows]
    return sorted(named, key=lambda pair: pair[1].casefold())


def entries(connection: Connection, sealed: bool = True) -> Rows:
    """Number and body of entries; all that is shown comes from the sealed body, never from the columns beside it."""
    body = as_bytes(connection, RecordEntry.body).label("body")
    n = func.coalesce(RecordSeal.n, 0).label("n")
    joined = RecordSeal.entry_id == RecordEntry.id
    return select(n, body).select_from(RecordEntry).join(RecordSeal, joined, isouter=not sealed)


def _matching(statement: Any, wanted: Filters) -> Any:
    entry = RecordEntry
    if wanted.ref:
        named = select(entry.object_uuid).where(entry.object_ref == wanted.ref).limit(1).scalar_subquery()
        inside = [entry.system_uuid == named] if wanted.ref.startswith("SYS-") else []
        statement = statement.where(
            or_(entry.object_ref == wanted.ref, entry.request_ref == wanted.ref, *inside)
        )
    columns = {
        entry.actor_uuid: wanted.actor_uuid,
        entry.action: wanted.action,
        entry.system_uuid: wanted.system_uuid,
        entry.request_uuid: wanted.request_uuid,
    }
    conditions = [column == value for column, value in columns.items() if value is not None]
    if wanted.since is not None:
        conditions.append(entry.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(entry.at < wanted.until)
    return statement.where(*conditions)


def _count(wanted: Filters) -> int:
    if not wanted.any:
        return count_all()
    some = _matching(select(RecordEntry.id), wanted).limit(COUNTED + 1).subquery()
    return reading().connection().execute(select(func.count()).select_from(some)).scalar_one()


def as_lines(rows: Iterable[Row[int, Any]]) -> tuple[Line, ...]:
    """The rows as lines; one look at the keys for all of them."""
    read = [(n, lines.parse(body)) for n, body in rows]
    persons = {person for _, body in read if body for person in body["personal"]}
    keys = read_keys(reading().connection(), persons)
    return tuple(_line(n, body, keys) for n, body in read)


def _line(n: int, body: dict[str, Any] | None, keys: dict[str, bytes]) -> Line:
    try:
        return lines.line(n, body, keys) if body else lines.unreadable(n)
    except (TypeError, ValueError, AttributeError):
        # An edited body may hold anything; the page must still show that there is an entry.
        return lines.unreadable(n)


def _checked(row: Row[int, Any] | None) -> Checked | None:
    body = lines.parse(row.body) if row is not None else None
    if row is None or body is None:
        return None
    try:
        return Checked(as_lines([row])[0], from_plain(body["changes"]["verification"][1]))
    except (KeyError, TypeError, IndexError, ValueError):
        return None
