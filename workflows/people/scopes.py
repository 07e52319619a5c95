"""Where a grant reaches: the organisation, a unit with all below it, or one system."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.role_grant import ORG
from models.unit import Unit
from workflows.ground.refused import NotFound

__all__ = ["ORG", "covered_units", "path_of", "scope_keys_of", "system_scope", "unit_scope"]


def unit_scope(unit_id: int) -> str:
    """The scope of a grant for that unit."""
    return f"unit:{unit_id}"


def system_scope(system_id: int) -> str:
    """The scope of a grant for that system."""
    return f"system:{system_id}"


def covered_units(tx: Session, unit_id: int) -> list[int]:
    """The unit and everything below it, in one statement; empty for an unknown unit."""
    below = select(Unit.id).where(Unit.id == unit_id).cte("below", recursive=True)
    below = below.union(select(Unit.id).where(Unit.parent_id == below.c.id))
    return sorted(tx.scalars(select(below.c.id)))


def path_of(tx: Session, unit_id: int | None) -> list[str]:
    """The scopes of the units above a thing, its own first: `["unit:3", "unit:1"]`; empty without a unit.

    Raises NotFound for a unit nobody knows: a missing scope would silently shut out whoever holds it.
    """
    if unit_id is None:
        return []
    above = select(Unit.id, Unit.parent_id).where(Unit.id == unit_id).cte("above", recursive=True)
    above = above.union(select(Unit.id, Unit.parent_id).where(Unit.id == above.c.parent_id))
    parents = {row.id: row.parent_id for row in tx.execute(select(above.c.id, above.c.parent_id))}
    if unit_id not in parents:
        raise NotFound("not_found")
    path: list[str] = []
    step: int | None = unit_id
    while step is not None and unit_scope(step) not in path:
        path.append(unit_scope(step))
        step = parents.get(step)
    return path


def scope_keys_of(tx: Session, system_id: int, unit_id: int | None) -> list[str]:
    """All scopes whose grants reach a system of that unit: organisation, units upwards, the system itself."""
    return [ORG, *path_of(tx, unit_id), system_scope(system_id)]
