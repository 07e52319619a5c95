"""Asking somebody to stand in: what is refused at once, and what both should know before they agree."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delegation import Delegation
from models.enums import Gate
from models.person import Person
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.outbox import put
from workflows.people.delegating import actions
from workflows.people.delegating import words as words
from workflows.people.delegating.both import thing_of
from workflows.people.delegating.dates import span
from workflows.people.standing import Standing, standings
from workflows.record import append


@dataclass(frozen=True)
class Offer:
    """What one person lends another; empty `roles` or `gates` mean every one."""

    delegator_id: int
    delegate_id: int
    starts_on: date
    ends_on: date
    roles: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Who was asked, by which delegation."""

    delegation_uuid: str
    delegate_name: str


def propose(tx: Session, now: datetime, actor: Actor, offer: Offer, zone: str) -> Asked:
    """Asks the delegate; both persons are locked by then. Raises Refused with what stands against it."""
    known = standings(tx, (offer.delegator_id, offer.delegate_id), now)
    delegate = require_offer(tx, offer, known, zone)
    begin, end = span(offer.starts_on, offer.ends_on, zone)
    row = Delegation(
        uuid=uuid7(),
        delegator_id=offer.delegator_id,
        delegate_id=offer.delegate_id,
        roles=json.dumps(sorted(set(offer.roles))),
        gates=json.dumps(sorted(set(offer.gates))),
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        starts_at=begin,
        ends_at=end,
        zone=zone,
        proposed_at=now,
    )
    tx.add(row)
    tx.flush()
    enter(tx, now, actor, actions.PROPOSED, row, tx.get_one(Person, delegate.person_id))
    put(tx, now, "delegation:proposed", ("delegation", row.uuid), "proposed", [offer.delegate_id])
    return Asked(row.uuid, delegate.name)


def enter(tx: Session, now: datetime, actor: Actor, action: str, row: Delegation, other: Person) -> None:
    """Writes the entry of an act on a delegation, about the other of the two."""
    append(
        tx,
        now,
        actor,
        action,
        about=thing_of(other),
        changes={
            "delegation": [None, row.uuid],
            "starts_on": [None, row.starts_on.isoformat()],
            "ends_on": [None, row.ends_on.isoformat()],
            "roles": [None, json.loads(row.roles)],
            "gates": [None, json.loads(row.gates)],
        },
    )


def require_offer(tx: Session, offer: Offer, known: dict[int, Standing], zone: str) -> Standing:
    """The delegate's standing; raises Refused for what can never hold: nobody, nothing, circles, chains."""
    if offer.delegate_id == offer.delegator_id:
        raise Refused("lend_self", field="delegate")
    delegate, delegator = known.get(offer.delegate_id), known.get(offer.delegator_id)
    if delegate is None or delegator is None or not delegate.active:
        raise Refused("lend_unknown", field="delegate")
    held = {grant.role for grant in delegator.grants}
    if not held:
        raise Refused("lend_nothing", field="delegate")
    if set(offer.roles) - held:
        raise Refused("lend_roles", field="roles")
    if set(offer.gates) - {gate.value for gate in Gate}:
        raise Refused("lend_gates", field="gates")
    begin, end = span(offer.starts_on, offer.ends_on, zone)
    require_no_knot(tx, offer.delegator_id, offer.delegate_id, begin, end, besides=None)
    return delegate


def require_no_knot(
    tx: Session, delegator_id: int, delegate_id: int, begin: datetime, end: datetime, besides: int | None
) -> None:
    """Raises Refused when the two would stand in for each other, or what is lent would be lent on."""
    both = (delegator_id, delegate_id)
    rows = [row for row in overlapping(tx, both, begin, end) if row.id != besides]
    for row in rows:
        pair = (row.delegator_id, row.delegate_id)
        if pair == both:
            raise Refused("lend_exists", field="delegate", name=_name(tx, delegate_id))
        if pair == (delegate_id, delegator_id):
            raise Refused("lend_circle", field="delegate", name=_name(tx, delegate_id))
        if row.delegator_id == delegate_id:
            raise Refused("lend_chain_on", field="delegate", name=_name(tx, delegate_id))
        if row.delegate_id == delegator_id:
            raise Refused("lend_chain_held", field="delegate", name=_name(tx, row.delegator_id))


def overlapping(tx: Session, people: Iterable[int], begin: datetime, end: datetime) -> list[Delegation]:
    """What these persons lend or were lent in that time, asked or agreed, and neither declined nor ended."""
    wanted = sorted(set(people))
    return list(
        tx.scalars(
            select(Delegation)
            .where(
                Delegation.delegator_id.in_(wanted) | Delegation.delegate_id.in_(wanted),
                Delegation.declined_at.is_(None),
                Delegation.ended_at.is_(None),
                Delegation.starts_at < end,
                Delegation.ends_at > begin,
            )
            .order_by(Delegation.id)
        )
    )


def _name(tx: Session, person_id: int) -> str:
    return tx.scalars(select(Person.name).where(Person.id == person_id)).first() or ""
