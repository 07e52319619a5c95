"""Names deputies of members, and ends them; a deputy takes the place, never the member's own signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models.committee_deputy import CommitteeDeputy
from models.person import Person
from workflows.approvals.committee import actions
from workflows.approvals.committee.members import deputy_rows, members_now
from workflows.approvals.committee.room import leads_committee, reads_committee, require_room
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people.days import today
from workflows.people.standing import hold, standing_of
from workflows.record import Thing, append


@dataclass(frozen=True)
class NameDeputy:
    """Somebody who takes a member's place from one day to another, or until it is ended."""

    member_id: int
    deputy_id: int
    starts_on: date
    ends_on: date | None = None
    submit_id: str | None = None


@dataclass(frozen=True)
class EndDeputy:
    """Ends a deputy today."""

    uuid: str
    submit_id: str | None = None


def name_deputy(actor: Actor, command: NameDeputy) -> None:
    """Names a deputy; the member themselves, the governance lead and the chair may. Raises Refused beside fields."""
    with transaction() as tx:
        now = clock.now(tx)
        standing = require_room(tx, actor, now)
        claim(tx, actor, command)
        hold(tx, command.deputy_id)
        member = next((one for one in members_now(tx, now) if one.person_id == command.member_id), None)
        if member is None:
            raise Refused("deputy_member", field="member")
        if standing.person_id != member.person_id and not leads_committee(standing):
            raise NotAllowed("committee_not_led")
        deputy = standing_of(tx, command.deputy_id, now)
        if (
            deputy is None
            or not deputy.active
            or not reads_committee(deputy)
            or deputy.person_id == member.person_id
        ):
            raise Refused("deputy_person", field="deputy")
        _check_days(command, today(tx, now))
        if any(
            row.member_id == member.person_id and row.deputy_id == deputy.person_id
            for row in deputy_rows(tx, now, ahead=True)
        ):
            raise Refused("deputy_there", field="deputy", name=deputy.name)
        row = CommitteeDeputy(
            uuid=uuid7(),
            member_id=member.person_id,
            deputy_id=deputy.person_id,
            starts_on=command.starts_on,
            ends_on=command.ends_on,
            made_by_id=standing.person_id,
            made_at=now,
        )
        tx.add(row)
        tx.flush()
        changes = {"deputy": [None, deputy.uuid], "starts_on": [None, command.starts_on]}
        personal = {deputy.uuid: {"name": deputy.name}}
        append(tx, now, actor, actions.DEPUTY_NAMED, about=_thing(row), changes=changes, personal=personal)


def end_deputy(actor: Actor, command: EndDeputy) -> None:
    """Ends a deputy; the member, the deputy, the governance lead and the chair may."""
    with transaction() as tx:
        now = clock.now(tx)
        standing = require_room(tx, actor, now)
        row = tx.scalars(
            select(CommitteeDeputy).where(CommitteeDeputy.uuid == command.uuid).with_for_update()
        ).one_or_none()
        if row is None:
            raise NotFound("not_found")
        claim(tx, actor, command, row.uuid)
        if standing.person_id not in (row.member_id, row.deputy_id) and not leads_committee(standing):
            raise NotAllowed("committee_not_led")
        if row.ended_at is None:
            row.ended_at = now
            tx.flush()
            deputy = tx.get_one(Person, row.deputy_id)
            changes = {"deputy": [deputy.uuid, None]}
            append(tx, now, actor, actions.DEPUTY_ENDED, about=_thing(row), changes=changes)


def _thing(row: CommitteeDeputy) -> Thing:
    return Thing("committee_deputy", row.uuid, 1, label="the committee")


def _check_days(command: NameDeputy, day: date) -> None:
    last = command.ends_on
    if last is not None and (last < command.starts_on or last < day):
        raise Refused("deputy_days", field="ends_on")
