"""From what an administrator chose to the scope of a grant, and back to words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.unit import Unit
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused
from workflows.people.administering import LARGEST_KEY
from workflows.people.queries import WHOLE
from workflows.people.scopes import ORG, system_scope, unit_scope


@dataclass(frozen=True)
class Reach:
    """Where a grant shall reach: `org`, `unit` with a key, or `system` with a ref such as SYS-7."""

    kind: str = ORG
    unit_id: int | None = None
    system_ref: str = ""


@dataclass(frozen=True)
class Scope:
    """A scope with its words for the record: units by name, systems by ref."""

    key: str
    words: str
    system_uuid: str | None = None


def scope_of(tx: Session, reach: Reach) -> Scope:
    """The scope behind a choice; raises Refused beside `unit`, `system` or `scope`."""
    if reach.kind == ORG:
        return Scope(ORG, WHOLE)
    if reach.kind == "unit":
        return _unit(tx, reach.unit_id)
    if reach.kind == "system":
        return _system(tx, reach.system_ref)
    raise Refused("scope_unknown", field="scope")


def _unit(tx: Session, unit_id: int | None) -> Scope:
    if unit_id is None:
        raise Refused("scope_unit_missing", field="unit")
    unit = tx.get(Unit, unit_id) if 0 < unit_id <= LARGEST_KEY else None
    if unit is None:
        raise Refused("scope_unknown", field="unit")
    if unit.archived_at is not None:
        raise Refused("scope_archived", field="unit", name=unit.name)
    return Scope(unit_scope(unit.id), unit.name)


def _system(tx: Session, typed: str) -> Scope:
    if not typed.strip():
        raise Refused("scope_system_missing", field="system")
    key = key_of("SYS", typed)
    row = None
    if key is not None:
        statement = select(AiSystem.id, AiSystem.uuid, AiSystem.archived_at).where(AiSystem.id == key)
        row = tx.execute(statement).first()
    if row is None:
        raise Refused("scope_unknown", field="system")
    if row.archived_at is not None:
        raise Refused("scope_archived", field="system", name=ref("SYS", row.id))
    return Scope(system_scope(row.id), ref("SYS", row.id), row.uuid)
