"""Lets every verification of the record hold the stored signatures against the entries that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from models.signature import Signature
from workflows.ground.canonical import digest
from workflows.record.commitments import Committed, register_check

_TABLE = Signature.__table__
_CONTENT = [column for column in _TABLE.columns if column.key not in ("id", "seal")]

_LENT = ("delegator_id", "delegator_name", "delegation_id")


def sealed(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the seal of a signature covers: delegation only where it was given by one, so that older seals hold."""
    lent = any(content.get(name) for name in _LENT)
    return {name: value for name, value in content.items() if lent or name not in _LENT}


def register() -> None:
    """Tells the record how a signature's seal is computed from its row."""
    register_check(Committed("signature", _digests, _count))


def _digests(connection: Connection, uuids: Sequence[str]) -> Mapping[str, str]:
    """The seals as the rows give them now; a row whose own seal says something else cannot match either."""
    rows = connection.execute(select(*_CONTENT, _TABLE.c.seal).where(_TABLE.c.uuid.in_(uuids))).mappings()
    return {row["uuid"]: _seal(row) for row in rows}


def _seal(row: Mapping[Any, Any]) -> str:
    seal = digest(sealed({column.key: row[column] for column in _CONTENT}))
    return seal if seal == row[_TABLE.c.seal] else f"{seal}, while the row says {row[_TABLE.c.seal]}"


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(_TABLE)).scalar_one()
