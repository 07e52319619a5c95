"""The two persons of a delegation: who they are, where they are, and locked in one order."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from workflows.ground.actor import Actor
from workflows.ground.refused import NotAllowed
from workflows.people.administering import LARGEST_KEY
from workflows.people.days import organisation_zone
from workflows.record import Thing


def require_person(actor: Actor) -> int:
    """The key of the acting person; raises NotAllowed for everybody else."""
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    return actor.person_id


def hold_both(tx: Session, ids: Iterable[int]) -> dict[int, Person]:
    """Locks the persons in the order of their keys, so that two who ask each other at once wait for one another."""
    wanted = sorted({key for key in ids if 0 < key <= LARGEST_KEY})
    rows = tx.scalars(
        select(Person)
        .where(Person.id.in_(wanted))
        .order_by(Person.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def zone_of_person(tx: Session, person_id: int) -> str:
    """The zone in which a person's days begin and end: their own, else the organisation's."""
    own = tx.scalars(select(Person.zone).where(Person.id == person_id)).first()
    return own or organisation_zone(tx)


def thing_of(person: Person) -> Thing:
    """A person as what an entry is about."""
    return Thing("person", person.uuid, person.revision, label=person.name)
