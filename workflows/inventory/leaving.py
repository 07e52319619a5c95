"""The systems of somebody who leaves: another owner for each, in the team from then on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.team_member import TeamMember
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.inventory import hooks
from workflows.inventory.actions import SYSTEM_EDITED
from workflows.inventory.locks import lock_system, system_ref
from workflows.inventory.registering import add_member_row
from workflows.people.hooks import Owned
from workflows.record import Thing, append

KIND = "system"


def owned_systems(tx: Session, _now: datetime, person_id: int) -> list[Owned]:
    """The systems somebody owns, without archived ones."""
    rows = tx.execute(
        select(AiSystem.id, AiSystem.name)
        .where(AiSystem.owner_id == person_id, AiSystem.archived_at.is_(None))
        .order_by(AiSystem.id)
    )
    return [Owned(KIND, key, ref("SYS", key), name) for key, name in rows]


def hand_over_system(
    tx: Session, now: datetime, actor: Actor, owned: Owned, leaver_id: int, successor_id: int | None
) -> bool:
    """Makes the successor owner and team member; a system that has another owner by now stays as it is."""
    if successor_id is None:
        return False
    system, _subjects = lock_system(tx, owned.thing_id)
    if system.owner_id != leaver_id:
        return True
    before, after = tx.get_one(Person, leaver_id), tx.get_one(Person, successor_id)
    system.owner_id = after.id
    tx.flush()
    member = select(TeamMember.id).where(
        TeamMember.system_id == system.id,
        TeamMember.person_id == after.id,
        TeamMember.ended_at.is_(None),
    )
    if tx.scalars(member).first() is None:
        add_member_row(tx, now, system.id, after.id, actor.person_id or after.id)
    append(
        tx,
        now,
        actor,
        SYSTEM_EDITED,
        about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
        changes={"owner": [before.uuid, after.uuid]},
        personal={before.uuid: {"owner_before": before.name}, after.uuid: {"owner": after.name}},
    )
    hooks.tell_system_changed(tx, now, actor, system, frozenset({"owner_id"}))
    return True
