"""What somebody who leaves has in hand: handed to successors in the same act, the rest kept for the governance lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delegation import Delegation
from models.enums import PersonKind
from models.handover import Handover
from models.person import Person
from models.role_grant import ORG
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.outbox import put
from workflows.people import hooks
from workflows.people.delegating import actions
from workflows.people.delegating.proposing import enter
from workflows.people.hooks import Owned
from workflows.people.standing import holders, standings

LEAD = "ai_governance_lead"
MOST_PEOPLE = 300


@dataclass(frozen=True)
class Leaving:
    """What a page shows before somebody leaves: what they have in hand, and who could take it."""

    things: tuple[Owned, ...]
    people: tuple[tuple[int, str], ...]


def leaving(person_id: int) -> Leaving:
    """What this person has in hand and who could take it; nobody is suggested."""
    tx = reading()
    things = hooks.in_hand(tx, clock.glance(), person_id)
    return Leaving(tuple(things), successors(tx, person_id) if things else ())


def successors(tx: Session, person_id: int = 0) -> tuple[tuple[int, str], ...]:
    """Active employees and contractors by name, without this person."""
    rows = tx.execute(
        select(Person.id, Person.name)
        .where(Person.active, Person.id != person_id, Person.kind != PersonKind.GUEST.value)
        .order_by(Person.name, Person.id)
        .limit(MOST_PEOPLE)
    )
    return tuple((key, name) for key, name in rows)


def leave(
    tx: Session, now: datetime, actor: Actor, leaver: Person, chosen: Mapping[str, int]
) -> dict[str, Any]:
    """Hands everything over in the act that closes an account; gives the changes for its entry.

    Raises Refused beside a thing whose successor is not active.
    """
    _end_delegations(tx, now, actor, leaver)
    things = hooks.in_hand(tx, now, leaver.id)
    left = 0
    known = standings(tx, chosen.values(), now)
    for owned in things:
        successor = chosen.get(owned.key) or None
        if successor is not None and (
            successor == leaver.id or successor not in known or not known[successor].active
        ):
            raise Refused("successor_unknown", field=owned.key, name=leaver.name)
        settled = hooks.hand_over(tx, now, actor, owned, leaver.id, successor)
        left += not settled
        tx.add(
            Handover(
                uuid=uuid7(),
                leaver_id=leaver.id,
                kind=owned.kind,
                thing_id=owned.thing_id,
                thing_ref=owned.ref,
                successor_id=successor,
                made_at=now,
                settled_at=now if settled else None,
                settled_by_id=actor.person_id if settled else None,
            )
        )
    tx.flush()
    if left:
        leads = [one.person_id for one in holders(tx, [LEAD], [ORG], now) if one.holds(LEAD, [ORG])]
        put(tx, now, "person:left", ("person", leaver.uuid), f"left:{now.isoformat()}", leads)
    return {"handed_over": [None, len(things) - left], "left_behind": [None, left]} if things else {}


def _end_delegations(tx: Session, now: datetime, actor: Actor, leaver: Person) -> None:
    """Ends what the leaver lent or was lent: nobody stands in for, or through, a closed account."""
    rows = tx.scalars(
        select(Delegation)
        .where(
            (Delegation.delegator_id == leaver.id) | (Delegation.delegate_id == leaver.id),
            Delegation.ended_at.is_(None),
            Delegation.declined_at.is_(None),
            Delegation.ends_at > now,
        )
        .order_by(Delegation.id)
        .with_for_update()
    ).all()
    for row in rows:
        row.ended_at = row.over_told_at = now
        tx.flush()
        other_id = row.delegate_id if row.delegator_id == leaver.id else row.delegator_id
        enter(tx, now, actor, actions.ENDED, row, tx.get_one(Person, other_id))
        put(tx, now, "delegation:ended", ("delegation", row.uuid), "ended", [other_id])
