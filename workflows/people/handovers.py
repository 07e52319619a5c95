"""What leavers left behind without a successor: the governance lead's turn until each thing is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.handover import Handover
from models.person import Person
from models.role_grant import ORG
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import reading, transaction
from workflows.people import hooks
from workflows.people.accounts import thing
from workflows.people.actions import SETTLED
from workflows.people.hooks import Owned
from workflows.people.leaving import LEAD, successors
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing, standing_of, standings
from workflows.record import append

NOBODY = -1
"""Stands for: nobody needs to have it any more."""
MOST = 200


@dataclass(frozen=True)
class Behind:
    """One thing that still has no owner."""

    id: int
    kind: str
    ref: str
    leaver: str
    made_at: datetime


@dataclass(frozen=True)
class Handovers:
    """Everything that is left behind, and who could take it."""

    things: tuple[Behind, ...]
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Settle:
    """Who gets what: pairs of a handover and a person, `NOBODY` for what nobody needs any more."""

    chosen: tuple[tuple[int, int], ...]
    submit_id: str | None = None


def settles(person: SignedIn | Standing) -> bool:
    """Whether somebody settles what was left behind: organisation-wide governance leads, and administrators."""
    leads = any(grant.role == LEAD and grant.scope_key == ORG for grant in person.grants)
    return person.is_administrator or leads


def left_behind(person: SignedIn) -> Handovers:
    """What is left behind; raises NotAllowed for whoever does not settle it."""
    if not settles(person):
        raise NotAllowed("handover_not_yours")
    tx = reading()
    rows = tx.execute(
        select(Handover.id, Handover.kind, Handover.thing_ref, Person.name, Handover.made_at)
        .join(Person, Person.id == Handover.leaver_id)
        .where(Handover.settled_at.is_(None))
        .order_by(Handover.id)
        .limit(MOST)
    )
    things = tuple(Behind(*row) for row in rows)
    return Handovers(things, successors(tx) if things else ())


def count_behind(person: SignedIn) -> tuple[int, str]:
    """How many things are left behind for this reader to settle, and by whom when it was one person."""
    if not any(grant.role == LEAD and grant.scope_key == ORG for grant in person.grants):
        return 0, ""
    row = (
        reading()
        .execute(
            select(func.count(Handover.id), func.count(Person.id.distinct()), func.max(Person.name))
            .join(Person, Person.id == Handover.leaver_id)
            .where(Handover.settled_at.is_(None))
        )
        .one()
    )
    return int(row[0]), str(row[2]) if row[1] == 1 else ""


def settle_handovers(actor: Actor, command: Settle) -> int:
    """Gives things to their new owners, each with its own entry; says how many.

    Raises NotAllowed for whoever does not settle, Refused beside a thing whose successor is not active.
    """
    with transaction() as tx:
        claim(tx, actor, command, "/handovers")
        now = clock.now(tx)
        me = standing_of(tx, actor.person_id, now) if actor.person_id is not None else None
        if me is None or not me.active or not settles(me):
            raise NotAllowed("handover_not_yours")
        if not command.chosen:
            raise Refused("handover_nothing")
        wanted = dict(command.chosen)
        known = standings(tx, [key for key in wanted.values() if key != NOBODY], now)
        rows = tx.scalars(
            select(Handover)
            .where(Handover.id.in_(sorted(wanted)), Handover.settled_at.is_(None))
            .order_by(Handover.id)
            .with_for_update()
        ).all()
        for row in rows:
            _settle(tx, now, actor, row, wanted[row.id], known)
        return len(rows)


def _settle(
    tx: Session, now: datetime, actor: Actor, row: Handover, choice: int, known: Mapping[int, Standing]
) -> None:
    leaver = tx.get_one(Person, row.leaver_id)
    if choice != NOBODY:
        if choice not in known or not known[choice].active:
            raise Refused("successor_unknown", field=f"thing-{row.id}", name=leaver.name)
        owned = Owned(row.kind, row.thing_id, row.thing_ref, "")
        hooks.hand_over(tx, now, actor, owned, leaver.id, choice)
        row.successor_id = choice
    row.settled_at, row.settled_by_id = now, actor.person_id
    tx.flush()
    append(
        tx,
        now,
        actor,
        SETTLED,
        about=thing(leaver),
        changes={
            "thing": [None, row.thing_ref],
            "successor": [None, known[choice].uuid if choice != NOBODY else None],
        },
    )
