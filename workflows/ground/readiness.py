"""Whether the parts that every act needs are there: the database, its tables, and what other columns register."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from workflows.ground.refused import Refused
from workflows.ground.transaction import reading

Probe = Callable[[], None]

_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """Adds a part to look at; `probe` returns when the part answers and raises Refused or OSError otherwise."""
    _probes[name] = probe


def faults(expected_revision: str | None) -> list[str]:
    """The names of the parts that are not ready; empty when a request can be served.

    `expected_revision` is the newest migration of this release.
    """
    found = []
    try:
        if schema_revision() != expected_revision:
            found.append("migrations")
    except SQLAlchemyError:
        found.append("database")
    finally:
        reading().rollback()
    for name, probe in _probes.items():
        try:
            probe()
        except (Refused, OSError):
            found.append(name)
    return found


def schema_revision() -> str | None:
    """The last migration that this database has had, or None for a database without tables."""
    connection = reading().connection()
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
