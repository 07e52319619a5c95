"""Changes what is said about a system, its owner and its unit; open approvals hear of it in the same act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.team_member import TeamMember
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused, Several, Stale
from workflows.ground.transaction import transaction
from workflows.inventory import hooks
from workflows.inventory.actions import SYSTEM_EDITED
from workflows.inventory.births import rename_subjects
from workflows.inventory.commands import Done, EditSystem
from workflows.inventory.facts import changes_of, checked_facts, present_unit, split_personal, unit_name
from workflows.inventory.frozen import SYSTEM_CONTENT
from workflows.inventory.locks import lock_system, require_in_lists, system_ref
from workflows.inventory.persons import KEEPERS, acting, require_team_or
from workflows.inventory.registering import add_member_row, owner_from
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import name_key
from workflows.people.scopes import covered_units
from workflows.people.standing import Standing
from workflows.record import Thing, append


def edit_system(actor: Actor, command: EditSystem) -> Done:
    """Changes a system; saving what is there already changes nothing and writes no entry.

    Raises NotFound for whoever may not see it, NotAllowed for readers, Stale when somebody changed it since
    `revision`, Several or Refused beside the fields that do not hold.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        # The unit before the subjects, as the act that moves a unit takes them.
        unit = present_unit(tx, command.unit_id)
        system, _subjects = lock_system(tx, command.system_id)
        now = clock.now(tx)
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        held = require_team_or(tx, author, system, KEEPERS, "not_your_system")
        if system.revision != command.revision:
            raise Stale("revision_moved", revision=system.revision)
        if command.unit_id != system.unit_id and command.unit_id is not None and unit is None:
            raise Refused("unit_unknown", field="unit_id")
        facts, owner = _checked(tx, command, system, author, bool(held & KEEPERS), now)
        changes = changes_of(system, facts)
        if not changes:
            return Done(system_ref(system), system.id, system.uuid)
        before_owner = tx.get_one(Person, system.owner_id)
        _apply(tx, now, author, system, facts)
        _append(tx, now, actor, system, changes, before_owner, owner)
        changed = frozenset(changes)
        hooks.tell_system_changed(tx, now, actor, system, changed)
        return Done(system_ref(system), system.id, system.uuid, changed)


def unit_moved(tx: Session, _now: datetime, _actor: Actor, unit_id: int) -> None:
    """Gives the subjects of all systems of a moved unit, and below it, the scopes that reach them now.

    Called in the act that moves the unit; its entry says it all, so none is written here.
    """
    wanted = select(AiSystem.id).where(AiSystem.unit_id.in_(covered_units(tx, unit_id))).order_by(AiSystem.id)
    for system_id in list(tx.scalars(wanted)):
        system, _subjects = lock_system(tx, system_id)
        rename_subjects(tx, system)


def _checked(
    tx: Session, command: EditSystem, system: AiSystem, author: Standing, keeper: bool, now: datetime
) -> tuple[dict[str, Any], Standing | None]:
    """The wanted columns, and the new owner when there is one; all refusals at once."""
    bad: list[Refused] = []
    facts: dict[str, Any] = {"owner_id": system.owner_id, "unit_id": command.unit_id}
    owner: Standing | None = None
    try:
        facts |= checked_facts(command)
    except Several as several:
        bad += several.reasons
    try:
        owner = _new_owner(tx, command.owner, system, author, keeper, now)
        if owner is not None:
            facts["owner_id"] = owner.person_id
    except Refused as refused:
        bad.append(refused)
    if bad:
        raise Several(bad)
    return facts, owner


def _new_owner(
    tx: Session, typed: str, system: AiSystem, author: Standing, keeper: bool, now: datetime
) -> Standing | None:
    """The new owner, or None when it stays; an owner who left may stay named until somebody names another."""
    present = tx.get_one(Person, system.owner_id)
    if not typed.strip() or typed.strip().lower() in (present.email, present.uuid):
        return None
    owner = owner_from(tx, typed, now)
    if owner.person_id == present.id:
        return None
    if author.person_id != system.owner_id and not keeper:
        raise NotAllowed("owner_change_not_yours", field="owner", system=system.name)
    return owner


def _apply(
    tx: Session,
    now: datetime,
    author: Standing,
    system: AiSystem,
    facts: dict[str, Any],
) -> None:
    changed = changes_of(system, facts)
    for name in changed:
        setattr(system, name, facts[name])
    system.name_key = name_key(system.name)
    if SYSTEM_CONTENT & changed.keys():
        system.content_version += 1
    tx.flush()
    if {"name", "unit_id"} & changed.keys():
        rename_subjects(tx, system)
    if "owner_id" in changed:
        member = select(TeamMember.id).where(
            TeamMember.system_id == system.id,
            TeamMember.person_id == system.owner_id,
            TeamMember.ended_at.is_(None),
        )
        if tx.scalars(member).first() is None:
            add_member_row(tx, now, system.id, system.owner_id, author.person_id)


def _append(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    changes: dict[str, list[Any]],
    before_owner: Person,
    owner: Standing | None,
) -> None:
    plain, stops = split_personal(changes)
    personal: dict[str, dict[str, Any]] = {actor.uuid: stops} if stops else {}
    if plain.pop("owner_id", None) and owner is not None:
        plain["owner"] = [before_owner.uuid, owner.uuid]
        personal.setdefault(before_owner.uuid, {})["owner_before"] = before_owner.name
        personal.setdefault(owner.uuid, {})["owner"] = owner.name
    if "unit_id" in plain:
        plain["unit"] = [unit_name(tx, key) for key in plain.pop("unit_id")]
    append(
        tx,
        now,
        actor,
        SYSTEM_EDITED,
        about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
        changes=plain,
        personal=personal,
    )
