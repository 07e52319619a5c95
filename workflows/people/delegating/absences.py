"""Saying that one is away, with or without somebody who stands in, and calling that off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.absence import Absence
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people.delegating import actions
from workflows.people.delegating.both import hold_both, require_person, zone_of_person
from workflows.people.delegating.dates import require_days, span
from workflows.people.delegating.proposing import Asked, Offer, propose
from workflows.record import Thing, append


@dataclass(frozen=True)
class SetAway:
    """Whole days on which the actor is away, and whom they ask to stand in; nobody for None.

    Empty `roles` or `gates` mean every one; both count only with a delegate.
    """

    starts_on: date | None
    ends_on: date | None
    delegate_id: int | None = None
    roles: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True)
class CancelAway:
    """The actor comes back earlier, or does not leave at all."""

    absence_uuid: str
    submit_id: str | None = None


def set_away(actor: Actor, command: SetAway) -> Asked | None:
    """Keeps the absence and asks the delegate, both or neither; gives what was asked of whom.

    The same days may be set again with a delegate: that asks them without a second absence. Raises Refused beside
    the field that is wrong or with the rule that stands against it.
    """
    person_id = require_person(actor)
    with transaction() as tx:
        claim(tx, actor, command, "/absence")
        hold_both(tx, {person_id, command.delegate_id or person_id})
        now = clock.now(tx)
        zone = zone_of_person(tx, person_id)
        days = require_days(command.starts_on, command.ends_on, now, zone)
        known = _keep(tx, now, actor, person_id, days, zone)
        if command.delegate_id is None:
            if known:
                raise Refused("away_exists", field="starts_on")
            return None
        offer = Offer(person_id, command.delegate_id, *days, command.roles, command.gates)
        return propose(tx, now, actor, offer, zone)


def _keep(
    tx: Session, now: datetime, actor: Actor, person_id: int, days: tuple[date, date], zone: str
) -> bool:
    """Makes the row unless these very days are kept already; says whether they were."""
    known = tx.scalars(
        select(Absence.id).where(
            Absence.person_id == person_id,
            Absence.starts_on == days[0],
            Absence.ends_on == days[1],
            Absence.cancelled_at.is_(None),
        )
    ).first()
    if known is not None:
        return True
    begin, end = span(*days, zone)
    row = Absence(
        uuid=uuid7(),
        person_id=person_id,
        starts_on=days[0],
        ends_on=days[1],
        starts_at=begin,
        ends_at=end,
        made_at=now,
    )
    tx.add(row)
    tx.flush()
    _enter(tx, now, actor, actions.AWAY, row)
    return False


def cancel_away(actor: Actor, command: CancelAway) -> None:
    """Calls an absence off; what was agreed with a delegate stays until somebody ends it.

    Raises NotFound for somebody else's, Conflict when it is over or called off.
    """
    person_id = require_person(actor)
    with transaction() as tx:
        claim(tx, actor, command, "/absence")
        row = tx.scalars(
            select(Absence)
            .where(Absence.uuid == command.absence_uuid, Absence.person_id == person_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        if row is None:
            raise NotFound("not_found")
        now = clock.now(tx)
        if row.cancelled_at is not None or row.ends_at <= now:
            raise Conflict("away_over")
        row.cancelled_at = now
        _enter(tx, now, actor, actions.CALLED_OFF, row)


def _enter(tx: Session, now: datetime, actor: Actor, action: str, row: Absence) -> None:
    append(
        tx,
        now,
        actor,
        action,
        about=Thing("absence", row.uuid, 1),
        changes={
            "starts_on": [None, row.starts_on.isoformat()],
            "ends_on": [None, row.ends_on.isoformat()],
        },
    )
