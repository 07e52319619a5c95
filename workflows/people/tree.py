"""The organisation's tree of units, as lists for pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from models.ai_system import AiSystem
from models.unit import Unit
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading


@dataclass(frozen=True)
class UnitRow:
    """A unit as a line of the tree; `path` names it with everything above it."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    depth: int
    path: str
    systems: int
    archived: bool
    revision: int


def unit_tree(with_archived: bool = False) -> list[UnitRow]:
    """All units from top to bottom, each below its parent, by name."""
    tx = reading()
    statement = select(AiSystem.unit_id, func.count()).where(AiSystem.archived_at.is_(None))
    counts = dict(tx.execute(statement.group_by(AiSystem.unit_id)).all())
    children: dict[int | None, list[Unit]] = {}
    for unit in tx.scalars(select(Unit).order_by(func.lower(Unit.name), Unit.id)):
        children.setdefault(unit.parent_id, []).append(unit)
    rows: list[UnitRow] = []
    waiting = [(unit, 0, "") for unit in reversed(children.get(None, []))]
    while waiting:
        unit, depth, above = waiting.pop()
        path = f"{above} / {unit.name}" if above else unit.name
        rows.append(_row(unit, depth, path, counts.get(unit.id, 0)))
        waiting += [(child, depth + 1, path) for child in reversed(children.get(unit.id, []))]
    return [row for row in rows if with_archived or not row.archived]


def find_unit(unit_id: int) -> UnitRow:
    """One unit; raises NotFound for an unknown key."""
    for row in unit_tree(with_archived=True):
        if row.id == unit_id:
            return row
    raise NotFound("not_found")


def _row(unit: Unit, depth: int, path: str, systems: int) -> UnitRow:
    archived = unit.archived_at is not None
    return UnitRow(
        unit.id, unit.name, unit.kind, unit.parent_id, depth, path, systems, archived, unit.revision
    )
