"""The common ground of all tables: the typed base, the column types and how a connection begins."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Date, DateTime, Engine, Integer, MetaData, String, Text, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC with microseconds; refuses naive values, because SQLite would store them silently."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turns an aware instant into the form the database keeps; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Gives every instant back in UTC, whatever the driver returned."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigKey = BigInteger().with_variant(Integer(), "sqlite")

pk = Annotated[int, mapped_column(BigKey, primary_key=True, autoincrement=True)]
"""A key inside the installation; never reused (see `KEEP_KEYS`)."""
bigint = Annotated[int, mapped_column(BigKey)]
uuid_text = Annotated[str, mapped_column(String(36))]
"""A uuid7 in its canonical text form; this is what digests, entries and exports name."""
sha256_hex = Annotated[str, mapped_column(String(64))]
short = Annotated[str, mapped_column(String(200))]

KEEP_KEYS = {"sqlite_autoincrement": True}
"""Table argument that keeps SQLite from giving a deleted key to a new row."""


class Base(DeclarativeBase):
    """The declarative base of every table; plain, so that type checkers understand the models."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, date: Date, str: Text}


db = SQLAlchemy(metadata=Base.metadata)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    """Gives each SQLite connection the settings that make a commit durable and foreign keys real."""
    if not type(dbapi_connection).__module__.startswith("sqlite3"):
        return
    # The driver would begin a transaction only before the first write: two readers could then both decide.
    dbapi_connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=5000",
        "recursive_triggers=ON",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Takes SQLite's only write lock at once for an act, and a plain snapshot for a page."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
