"""Acts on committee dates: the governance lead or the chair sets one, or calls it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.committee_date import CommitteeDate
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, NotFound, Refused, Several
from workflows.ground.transaction import transaction
from workflows.notices.dates import actions
from workflows.notices.dates import words as words
from workflows.notices.dates.entry import leads_room
from workflows.people.days import organisation_zone, zone_of
from workflows.people.standing import standing_of
from workflows.record import Thing, append

LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class SetDate:
    """A sitting; day and times are those of the organisation's zone."""

    title: str
    day: date
    starts: time
    ends: time
    place: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class CallOff:
    """A sitting that will not be."""

    uuid: str
    submit_id: str | None = None


def set_date(actor: Actor, command: SetDate) -> str:
    """Adds a sitting and gives its uuid; raises NotAllowed for others, Several beside what does not hold."""
    with transaction() as tx:
        now = _acting(tx, actor)
        held = claim(tx, actor, command)
        here = zone_of(organisation_zone(tx))
        starts = datetime.combine(command.day, command.starts, here).astimezone(UTC)
        ends = datetime.combine(command.day, command.ends, here).astimezone(UTC)
        _check(command, starts, ends, now)
        sitting = CommitteeDate(
            uuid=uuid7(),
            title=" ".join(command.title.split()),
            starts_at=starts,
            ends_at=ends,
            place=" ".join(command.place.split()),
            made_by_id=actor.person_id,
            made_at=now,
        )
        tx.add(sitting)
        tx.flush()
        changes = {"starts_at": [None, starts], "ends_at": [None, ends]}
        append(tx, now, actor, actions.DATE_SET, about=_thing(sitting), changes=changes)
        held.settle(sitting.uuid)
        return sitting.uuid


def call_off(actor: Actor, command: CallOff) -> None:
    """Calls a sitting off; it stays in calendars as cancelled. Raises NotFound for an unknown one."""
    with transaction() as tx:
        now = _acting(tx, actor)
        sitting = tx.scalars(
            select(CommitteeDate).where(CommitteeDate.uuid == command.uuid).with_for_update()
        ).one_or_none()
        if sitting is None:
            raise NotFound("not_found")
        claim(tx, actor, command, sitting.uuid)
        if sitting.called_off_at is None:
            sitting.called_off_at = now
            tx.flush()
            changes = {"called_off": [False, True]}
            append(tx, now, actor, actions.DATE_CALLED_OFF, about=_thing(sitting), changes=changes)


def _thing(sitting: CommitteeDate) -> Thing:
    return Thing("committee_date", sitting.uuid, sitting.revision, label=sitting.title)


def _acting(tx: Session, actor: Actor) -> datetime:
    now = clock.now(tx)
    standing = standing_of(tx, actor.person_id, now) if actor.person_id and actor.is_person else None
    if standing is None or not standing.active or not leads_room(standing):
        raise NotAllowed("committee_not_yours")
    return now


def _check(command: SetDate, starts: datetime, ends: datetime, now: datetime) -> None:
    bad = []
    if not command.title.strip() or len(command.title) > 120:
        bad.append(Refused("committee_title", field="title"))
    if len(command.place) > 200:
        bad.append(Refused("committee_place", field="place"))
    if ends <= starts or ends - starts > LONGEST:
        bad.append(Refused("committee_ends", field="ends"))
    if starts < now or starts > now + timedelta(days=3 * 366):
        bad.append(Refused("committee_day", field="day"))
    if bad:
        raise Several(bad)
