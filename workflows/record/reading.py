"""Reads the whole record in its order, in constant memory, as the bytes that lie in the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Row,
    Text,
    cast,
    exists,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import NullType

from models.base import db
from models.record_entry import RecordEntry
from models.record_seal import RecordSeal

BATCH = 2000


SEPARATOR = "\x1f"
COLUMNS = (
    "uuid", "log_uuid", "action", "object_kind", "object_uuid", "object_ref", "request_uuid", "request_ref",
    "system_uuid", "actor_kind", "actor_uuid", "at",
)  # fmt: skip
"""The plain columns; each repeats a part of the body."""


Sealed = Row[int, str, str, str, int, bytes | None, bytes | None]
"""n, leaf, prev, chain, key of the entry, its body and its plain columns; the last two None when the entry is gone.

The columns come as one text with `SEPARATOR` between the values: a dozen values each would double the time.
"""


@contextmanager
def snapshot() -> Iterator[Connection]:
    """One unchanging view of the database for the whole verification, beside all work that goes on."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin(), _any_bytes(connection):
            yield connection


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """Lets SQLite hand over text that is no UTF-8: somebody may have edited the file itself."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    usual = driver.text_factory
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = usual


def sealed_entries(connection: Connection) -> Iterator[Sealed]:
    """All seals in their order, each with its entry."""
    statement = (
        select(
            RecordSeal.n, RecordSeal.leaf, RecordSeal.prev, RecordSeal.chain, RecordSeal.entry_id,
            as_bytes(connection, RecordEntry.body), as_bytes(connection, _joined(connection)),
        )
        .outerjoin(RecordEntry, RecordEntry.id == RecordSeal.entry_id)
        .order_by(RecordSeal.n)
    )  # fmt: skip
    result = connection.execution_options(stream_results=True, yield_per=BATCH).execute(statement)
    for part in result.partitions():
        yield from part


def unsealed_entries(connection: Connection, most: int) -> list[str]:
    """Uuids of entries that no seal covers."""
    without = ~exists().where(RecordSeal.entry_id == RecordEntry.id)
    return list(
        connection.scalars(select(RecordEntry.uuid).where(without).order_by(RecordEntry.id).limit(most))
    )


def count_entries(connection: Connection) -> int:
    """How many entries there are, sealed or not."""
    return connection.execute(select(func.count()).select_from(RecordEntry)).scalar_one()


def as_bytes(connection: Connection, column: Any) -> ColumnElement[Any]:
    """A text as the bytes that lie in the database; no type, so that the driver's bytes come untouched."""
    if connection.dialect.name == "postgresql":
        return func.convert_to(column, literal("UTF8"), type_=NullType())
    return type_coerce(cast(column, LargeBinary), NullType())


def _joined(connection: Connection) -> ColumnElement[Any]:
    """The plain columns as one text; NULL reads as nothing."""
    parts: list[ColumnElement[Any]] = []
    for name in COLUMNS:
        column = _at(connection) if name == "at" else func.coalesce(getattr(RecordEntry, name), "")
        parts += [literal(SEPARATOR), column] if parts else [column]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.concat(part)
    return joined


def _at(connection: Connection) -> ColumnElement[Any]:
    """The instant in the form of the body, with microseconds."""
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", RecordEntry.at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    return func.replace(type_coerce(RecordEntry.at, Text), " ", "T").concat("Z")
