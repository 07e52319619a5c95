"""Role grants: given, ended and revoked by somebody else than their holder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from models.role import Role
from models.role_grant import RoleGrant
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people import hooks
from workflows.people.accounts import thing
from workflows.people.actions import GRANTED, REVOKED, SHORTENED
from workflows.people.administering import LARGEST_KEY, lock_people, require_open, require_revision
from workflows.people.days import today
from workflows.people.identity import require_reason
from workflows.people.reaching import Reach, scope_of
from workflows.people.sessions import end_epoch
from workflows.record import append


@dataclass(frozen=True)
class GrantRole:
    """A role for somebody: where, from when to when, and why."""

    person_id: int
    role: str
    reach: Reach
    starts_on: date | None
    ends_on: date | None
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class EndGrant:
    """The last day of a grant, today or later."""

    grant_id: int
    revision: int
    ends_on: date
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class RevokeGrant:
    """A grant is taken back at once; live signatures in that role on open requests are cleared with it."""

    grant_id: int
    revision: int
    reason: str
    submit_id: str | None = None


def grant_role(actor: Actor, command: GrantRole) -> int:
    """Grants a role and gives the grant's key; the person's sessions end at their next request.

    Raises Refused `grant_to_oneself`, or beside the field: an unknown role or scope, dates in the past, beyond the
    person's last day, or over a grant of the same role and scope.
    """
    reason = require_reason(command.reason)
    if actor.person_id == command.person_id:
        raise Refused("grant_to_oneself")
    with transaction() as tx:
        claim(tx, actor, command, f"/people/{command.person_id}")
        person = lock_people(tx, actor, [command.person_id])[command.person_id]
        require_open(person)
        label = tx.scalars(select(Role.label).where(Role.key == command.role)).first()
        if label is None:
            raise Refused("role_unknown", field="role")
        now = clock.now(tx)
        scope = scope_of(tx, command.reach)
        starts_on = command.starts_on or today(tx, now)
        _require_dates(person, starts_on, command.ends_on, today(tx, now))
        _require_new(tx, person, command.role, scope.key, starts_on, command.ends_on)
        grant = RoleGrant(
            uuid=uuid7(),
            person_id=person.id,
            role=command.role,
            scope_key=scope.key,
            granted_at=now,
            granted_by_id=actor.person_id,
            starts_on=starts_on,
            ends_on=command.ends_on,
            reason=reason,
        )
        tx.add(grant)
        end_epoch(person)
        tx.flush()
        append(
            tx,
            now,
            actor,
            GRANTED,
            about=thing(person),
            changes={
                "role": [None, command.role],
                "scope": [None, scope.words],
                "starts_on": [None, starts_on],
                "ends_on": [None, command.ends_on],
                "grant": [None, grant.uuid],
            },
            system_uuid=scope.system_uuid,
            personal={person.uuid: {"reason": reason}},
        )
        return grant.id


def end_grant(actor: Actor, command: EndGrant) -> None:
    """Sets an earlier last day; nothing that was signed until then is touched. Raises Refused beside `ends_on`."""
    reason = require_reason(command.reason)
    with transaction() as tx:
        grant, person = _locked(tx, actor, command.grant_id, command)
        require_revision(grant.revision, command.revision)
        now = clock.now(tx)
        _require_running(grant, today(tx, now))
        if command.ends_on < max(today(tx, now), grant.starts_on):
            raise Refused("grant_ends_in_past", field="ends_on")
        if grant.ends_on and command.ends_on > grant.ends_on:
            raise Refused("grant_longer", field="ends_on")
        before, grant.ends_on = grant.ends_on, command.ends_on
        end_epoch(person)
        tx.flush()
        append(
            tx,
            now,
            actor,
            SHORTENED,
            about=thing(person),
            changes={
                "role": [grant.role, grant.role],
                "ends_on": [before, grant.ends_on],
                "grant": [grant.uuid] * 2,
            },
            personal={person.uuid: {"reason": reason}},
        )


def revoke_grant(actor: Actor, command: RevokeGrant) -> None:
    """Takes a grant back at once and tells the other columns in the same transaction."""
    reason = require_reason(command.reason)
    with transaction() as tx:
        grant, person = _locked(tx, actor, command.grant_id, command)
        require_revision(grant.revision, command.revision)
        now = clock.now(tx)
        _require_running(grant, today(tx, now))
        grant.revoked_at, grant.revoked_by_id, grant.revoked_reason = now, actor.person_id, reason
        end_epoch(person)
        tx.flush()
        revoked = hooks.RevokedGrant(grant.id, person.id, person.uuid, grant.role, grant.scope_key)
        hooks.grant_revoked(tx, now, actor, revoked)
        append(
            tx,
            now,
            actor,
            REVOKED,
            about=thing(person),
            changes={
                "role": [grant.role, None],
                "scope": [grant.scope_key, None],
                "grant": [grant.uuid, None],
            },
            personal={person.uuid: {"reason": reason}},
        )


def _locked(tx: Session, actor: Actor, grant_id: int, command: object) -> tuple[RoleGrant, Person]:
    """The grant with its holder locked; raises NotFound for an unknown one."""
    holder = None
    if 0 < grant_id <= LARGEST_KEY:
        holder = tx.scalars(select(RoleGrant.person_id).where(RoleGrant.id == grant_id)).first()
    if holder is None:
        raise NotFound("not_found")
    claim(tx, actor, command, f"/people/{holder}")
    person = lock_people(tx, actor, [holder])[holder]
    grant = tx.get(RoleGrant, grant_id, populate_existing=True)
    if grant is None:
        raise NotFound("not_found")
    return grant, person


def _require_running(grant: RoleGrant, day: date) -> None:
    if grant.revoked_at is not None or (grant.ends_on is not None and grant.ends_on < day):
        raise Refused("grant_over")


def _require_dates(person: Person, starts_on: date, ends_on: date | None, day: date) -> None:
    if starts_on < day:
        raise Refused("grant_past", field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("grant_dates", field="ends_on")
    last_day = person.ends_on
    if last_day is not None and (starts_on > last_day or (ends_on or last_day) > last_day):
        raise Refused("grant_beyond_person", field="ends_on", name=person.name, ends_on=last_day)


def _require_new(
    tx: Session, person: Person, role: str, scope_key: str, starts_on: date, ends_on: date | None
) -> None:
    same = select(RoleGrant).where(
        RoleGrant.person_id == person.id,
        RoleGrant.role == role,
        RoleGrant.scope_key == scope_key,
        RoleGrant.revoked_at.is_(None),
    )
    for other in tx.scalars(same):
        begins_before_its_end = other.ends_on is None or starts_on <= other.ends_on
        ends_after_its_start = ends_on is None or ends_on >= other.starts_on
        if begins_before_its_end and ends_after_its_start:
            raise Refused("grant_exists", field="role", name=person.name, starts_on=other.starts_on)
