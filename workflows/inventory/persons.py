"""Persons as the inventory needs them: who acts now, and whom a typed name means."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.team_member import TeamMember
from workflows.ground.actor import Actor
from workflows.ground.refused import NotAllowed, Refused
from workflows.inventory.wording import line
from workflows.people.scopes import scope_keys_of
from workflows.people.standing import Standing, standing_of, standings

CLASSIFIERS = frozenset({"legal_counsel", "risk_officer", "ai_governance_lead"})
KEEPERS = frozenset({"ai_governance_lead"})
OPERATORS = frozenset({"operations_lead"})
ENVIRONMENT_KEEPERS = frozenset({"ai_governance_lead", "operations_lead"})

_IN_BRACKETS = re.compile(r"<([^<>]+)>\s*$")


def acting(tx: Session, actor: Actor, now: datetime) -> Standing:
    """The acting person's standing now; raises Refused for whoever is not an active person."""
    standing = standing_of(tx, actor.person_id, now) if actor.person_id is not None else None
    if standing is None or not standing.active:
        raise Refused("persons_only")
    return standing


def resolve(tx: Session, typed: str, field: str, now: datetime) -> Standing:
    """The active person that an e-mail, a uuid, `Name <e-mail>` or an unmistakable name means.

    Raises Refused beside `field` when nobody or more than one is meant.
    """
    name = line(typed)
    if not name:
        raise Refused("person_needed", field=field)
    bracketed = _IN_BRACKETS.search(name)
    address = (bracketed.group(1) if bracketed else name).strip().lower()
    keys = tx.scalars(
        select(Person.id)
        .where(
            or_(Person.email == address, Person.uuid == address, func.lower(Person.name) == func.lower(name))
        )
        .order_by(Person.id)
        .limit(50)
    ).all()
    people = [person for person in standings(tx, keys, now).values() if person.active]
    exact = [person for person in people if address in (person.email, person.uuid)]
    found = exact or people
    if not found:
        raise Refused("person_unknown", field=field)
    if len(found) > 1:
        raise Refused("person_ambiguous", field=field)
    return found[0]


def roles_for(tx: Session, standing: Standing, system: AiSystem) -> frozenset[str]:
    """The roles a person holds for a system now, through the organisation, its units or itself."""
    scopes = frozenset(scope_keys_of(tx, system.id, system.unit_id))
    return frozenset(grant.role for grant in standing.grants if grant.scope_key in scopes)


def in_team(tx: Session, person_id: int, system: AiSystem) -> bool:
    """Whether a person is in the team of a system now; the owner always is."""
    if person_id == system.owner_id:
        return True
    member = select(TeamMember.id).where(
        TeamMember.system_id == system.id, TeamMember.person_id == person_id, TeamMember.ended_at.is_(None)
    )
    return tx.scalars(member).first() is not None


def require_team_or(
    tx: Session, standing: Standing, system: AiSystem, roles: frozenset[str], code: str
) -> frozenset[str]:
    """The roles of a person who is in the team or holds one of `roles` for the system.

    Raises NotAllowed with `code` for everybody else.
    """
    held = roles_for(tx, standing, system)
    if not (held & roles) and not in_team(tx, standing.person_id, system):
        raise NotAllowed(code, system=system.name)
    return held
