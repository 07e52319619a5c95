"""Who may administer, and the locks of an administrative act."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.person import Person
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.refused import NotAllowed, NotFound, Refused, Stale
from workflows.people.days import today
from workflows.people.standing import has_access

LARGEST_KEY = 2**63 - 1


def lock_people(
    tx: Session, actor: Actor, ids: Iterable[int] = (), administrators: bool = False
) -> dict[int, Person]:
    """Locks the actor, the persons and on request all administrators, in the order of their keys.

    Raises NotFound for an unknown key, and NotAllowed when the actor no longer is an administrator: what the
    session knew when the request began may be over. The server itself and its command line may.
    """
    wanted = set(ids)
    if any(not 0 < key <= LARGEST_KEY for key in wanted):
        raise NotFound("not_found")
    own = {actor.person_id} if actor.person_id is not None else set()
    which: ColumnElement[bool] = Person.id.in_(sorted(wanted | own))
    if administrators:
        which = or_(which, and_(Person.is_administrator, Person.active))
    rows = tx.scalars(
        select(Person)
        .where(which)
        .order_by(Person.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = {person.id: person for person in rows}
    _require_administrator(tx, actor, found)
    if wanted - found.keys():
        raise NotFound("not_found")
    return found


def _require_administrator(tx: Session, actor: Actor, found: dict[int, Person]) -> None:
    if actor.kind is ActorKind.SYSTEM:
        return
    person = found.get(actor.person_id or 0)
    if (
        not actor.is_person
        or person is None
        or not person.is_administrator
        or not has_access(person.active, person.ends_on, today(tx, clock.now(tx)))
    ):
        raise NotAllowed("needs_administrator")


def require_other_administrator(tx: Session, person: Person, found: dict[int, Person]) -> None:
    """Raises Refused when nobody but this person could administer any more."""
    day = today(tx, clock.now(tx))
    others = [
        other
        for other in found.values()
        if other.id != person.id
        and other.is_administrator
        and other.password_hash
        and has_access(other.active, other.ends_on, day)
    ]
    if person.is_administrator and person.active and not others:
        raise Refused("last_administrator", name=person.name)


def require_revision(present: int, seen: int) -> None:
    """Raises Stale when the row moved since its form was drawn."""
    if present != seen:
        raise Stale("revision_moved")


def require_open(person: Person) -> None:
    """Raises Refused when the account is closed."""
    if not person.active:
        raise Refused("person_closed", name=person.name)
