"""Keeps the teams of systems: dated memberships, because whoever is in a team does not sign for it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.person import Person
from models.team_member import TeamMember
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.actions import MEMBER_ADDED, MEMBER_ENDED
from workflows.inventory.commands import AddMember, Done, EndMember
from workflows.inventory.locks import lock_system, require_in_lists, system_ref
from workflows.inventory.persons import KEEPERS, acting, require_team_or, resolve
from workflows.inventory.registering import add_member_row
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import line, within
from workflows.people.days import today
from workflows.record import Thing, append

DUTY = 120
_LATEST = timedelta(days=366)


def add_member(actor: Actor, command: AddMember) -> Done:
    """Takes a person into the team, who from then on signs nothing of this system.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Refused beside a bad field.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        system, _subjects = lock_system(tx, command.system_id)
        now = clock.now(tx)
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        require_team_or(tx, author, system, KEEPERS, "not_your_system")
        person = resolve(tx, command.person, "person", now)
        duty = within(line(command.duty), "duty", DUTY)
        day = today(tx, now)
        if command.starts_on is not None and command.starts_on > day + _LATEST:
            raise Refused("member_starts_late", field="starts_on")
        live = select(TeamMember.id).where(
            TeamMember.system_id == system.id,
            TeamMember.person_id == person.person_id,
            TeamMember.ended_at.is_(None),
        )
        if tx.scalars(live).first() is not None:
            raise Refused("already_member", field="person", person=person.name)
        member = add_member_row(
            tx, now, system.id, person.person_id, author.person_id, duty, command.starts_on or day
        )
        append(
            tx,
            now,
            actor,
            MEMBER_ADDED,
            about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
            changes={"member": [None, person.uuid], "starts_on": [None, member.starts_on]},
            personal={person.uuid: {"member": person.name, "duty": duty}},
        )
        return Done(system_ref(system), member.id, system.uuid, frozenset({"team"}))


def end_member(actor: Actor, command: EndMember) -> Done:
    """Ends a membership from this instant on; what the person did before still bars them.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Refused for the owner.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        found = tx.get(TeamMember, command.member_id)
        if found is None:
            raise NotFound("not_found")
        require_sight(tx, author, found.system_id)
        system, _subjects = lock_system(tx, found.system_id)
        now = clock.now(tx)
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        require_team_or(tx, author, system, KEEPERS, "not_your_system")
        member = tx.get_one(TeamMember, found.id, populate_existing=True, with_for_update=True)
        if member.ended_at is not None:
            raise Refused("member_ended")
        if member.person_id == system.owner_id:
            raise Refused("owner_is_member")
        person = tx.get_one(Person, member.person_id)
        member.ended_at = now
        tx.flush()
        append(
            tx,
            now,
            actor,
            MEMBER_ENDED,
            about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
            changes={"member": [person.uuid, None]},
            personal={person.uuid: {"member": person.name, "duty": member.duty}},
        )
        return Done(system_ref(system), member.id, system.uuid, frozenset({"team"}))
