"""Units: adding, renaming, moving and archiving the places of the organisation's tree."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.role_grant import RoleGrant
from models.unit import Unit
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people import hooks
from workflows.people.actions import UNIT_ADDED, UNIT_ARCHIVED, UNIT_EDITED
from workflows.people.administering import LARGEST_KEY, lock_people, require_revision
from workflows.people.days import today
from workflows.people.identity import require_reason
from workflows.people.scopes import covered_units, path_of
from workflows.record import Thing, append

KINDS = ("entity", "department")
DEEPEST = 12


@dataclass(frozen=True)
class AddUnit:
    """A new unit below `parent_id`, or at the top for None."""

    name: str
    kind: str
    parent_id: int | None
    submit_id: str | None = None


@dataclass(frozen=True)
class EditUnit:
    """A unit's new name, kind and place, with the revision its editor saw."""

    unit_id: int
    revision: int
    name: str
    kind: str
    parent_id: int | None
    submit_id: str | None = None


@dataclass(frozen=True)
class ArchiveUnit:
    """A unit that no longer exists in the organisation."""

    unit_id: int
    revision: int
    reason: str
    submit_id: str | None = None


def add_unit(actor: Actor, command: AddUnit) -> int:
    """Adds a unit and gives its key; raises Refused beside `name`, `kind` or `parent`."""
    with transaction() as tx:
        held = claim(tx, actor, command)
        lock_people(tx, actor)
        _lock_tree(tx)
        name = _name(command.name)
        _require_place(tx, None, name, command.kind, command.parent_id)
        unit = Unit(uuid=uuid7(), name=name, kind=command.kind, parent_id=command.parent_id)
        tx.add(unit)
        tx.flush()
        held.settle("/people/units")
        changes = {
            "name": [None, unit.name],
            "kind": [None, unit.kind],
            "parent": [None, _uuid(tx, unit.parent_id)],
        }
        append(tx, clock.now(tx), actor, UNIT_ADDED, about=_thing(unit), changes=changes)
        return unit.id


def edit_unit(actor: Actor, command: EditUnit) -> None:
    """Renames or moves a unit; raises Stale when it moved meanwhile, Refused `unit_cycle` for a place below itself."""
    with transaction() as tx:
        claim(tx, actor, command, "/people/units")
        lock_people(tx, actor)
        unit = _locked(tx, command.unit_id)
        require_revision(unit.revision, command.revision)
        name = _name(command.name)
        _require_place(tx, unit, name, command.kind, command.parent_id)
        changes: dict[str, list[str | None]] = {}
        if (unit.name, unit.kind) != (name, command.kind):
            changes = {"name": [unit.name, name], "kind": [unit.kind, command.kind]}
        if unit.parent_id != command.parent_id:
            changes["parent"] = [_uuid(tx, unit.parent_id), _uuid(tx, command.parent_id)]
        if not changes:
            return
        unit.name, unit.kind, unit.parent_id = name, command.kind, command.parent_id
        tx.flush()
        now = clock.now(tx)
        if "parent" in changes:
            hooks.unit_moved(tx, now, actor, unit.id)
        append(tx, now, actor, UNIT_EDITED, about=_thing(unit), changes=changes)


def archive_unit(actor: Actor, command: ArchiveUnit) -> None:
    """Archives a unit without units, systems or grants in force; it stays in the record and in old answers."""
    reason = require_reason(command.reason)
    with transaction() as tx:
        claim(tx, actor, command, "/people/units")
        lock_people(tx, actor)
        unit = _locked(tx, command.unit_id)
        require_revision(unit.revision, command.revision)
        now = clock.now(tx)
        in_use = _in_use(tx, unit.id, today(tx, now))
        if in_use:
            raise Refused("unit_in_use", what=", ".join(in_use))
        unit.archived_at = now
        tx.flush()
        changes = {"archived": [False, True], "reason": [None, reason]}
        append(tx, now, actor, UNIT_ARCHIVED, about=_thing(unit), changes=changes)


def _locked(tx: Session, unit_id: int) -> Unit:
    """The unit with the whole tree locked; raises NotFound, or Refused for an archived one."""
    _lock_tree(tx)
    unit = tx.get(Unit, unit_id, populate_existing=True) if 0 < unit_id <= LARGEST_KEY else None
    if unit is None:
        raise NotFound("not_found")
    if unit.archived_at is not None:
        raise Refused("unit_archived")
    return unit


def _lock_tree(tx: Session) -> None:
    """Two moves at once could close a circle that neither of them sees: the tree changes one act at a time."""
    tx.execute(select(Unit.id).order_by(Unit.id).with_for_update())


def _require_place(tx: Session, unit: Unit | None, name: str, kind: str, parent_id: int | None) -> None:
    if kind not in KINDS:
        raise Refused("unit_kind_unknown", field="kind")
    if parent_id is not None:
        _require_parent(tx, unit, parent_id)
    same = Unit.parent_id == parent_id if parent_id is not None else Unit.parent_id.is_(None)
    taken = tx.scalars(
        select(Unit.id).where(
            same,
            func.lower(Unit.name) == name.lower(),
            Unit.archived_at.is_(None),
            Unit.id != (unit.id if unit else 0),
        )
    ).first()
    if taken is not None:
        raise Refused("unit_name_taken", field="name")


def _require_parent(tx: Session, unit: Unit | None, parent_id: int) -> None:
    parent = tx.get(Unit, parent_id) if 0 < parent_id <= LARGEST_KEY else None
    if parent is None:
        raise Refused("unit_parent_unknown", field="parent")
    if parent.archived_at is not None:
        raise Refused("unit_parent_archived", field="parent", name=parent.name)
    if unit is not None and parent.id in covered_units(tx, unit.id):
        raise Refused("unit_cycle", field="parent", name=parent.name)
    below = 1 if unit is None else max(len(path_of(tx, key)) for key in covered_units(tx, unit.id))
    own = 1 if unit is None else len(path_of(tx, unit.id))
    if len(path_of(tx, parent.id)) + 1 + (below - own if unit else 0) > DEEPEST:
        raise Refused("unit_too_deep", field="parent", deepest=DEEPEST)


def _in_use(tx: Session, unit_id: int, day: object) -> list[str]:
    """What still stands in a unit, in words."""
    counts = {
        "units below it": select(func.count()).where(Unit.parent_id == unit_id, Unit.archived_at.is_(None)),
        "systems": select(func.count()).where(AiSystem.unit_id == unit_id, AiSystem.archived_at.is_(None)),
        "role grants": select(func.count()).where(
            RoleGrant.unit_id == unit_id,
            RoleGrant.revoked_at.is_(None),
            (RoleGrant.ends_on.is_(None)) | (RoleGrant.ends_on >= day),
        ),
    }
    found = {words: tx.scalars(count).one() for words, count in counts.items()}
    return [f"{number} {words}" for words, number in found.items() if number]


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > 200 or not name.isprintable():
        raise Refused("unit_name_missing", field="name")
    return name


def _thing(unit: Unit) -> Thing:
    return Thing("unit", unit.uuid, unit.revision, label=unit.name)


def _uuid(tx: Session, unit_id: int | None) -> str | None:
    return tx.scalars(select(Unit.uuid).where(Unit.id == unit_id)).first() if unit_id else None
