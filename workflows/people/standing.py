"""Standing: who somebody is and what they may do at one instant, read in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from models.organisation import Organisation
from models.person import Person
from models.role_grant import RoleGrant
from workflows.people.days import day_of


@dataclass(frozen=True)
class Grant:
    """One role grant that is in force."""

    id: int
    role: str
    scope_key: str
    granted_at: datetime
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Standing:
    """A person at one instant; `grants` are those in force, `active` is false after the last day of access."""

    person_id: int
    uuid: str
    name: str
    email: str
    kind: str
    active: bool
    is_administrator: bool
    grants: tuple[Grant, ...]

    def holds(self, role: str, scope_keys: Iterable[str]) -> bool:
        """Whether the role is held in one of these scopes."""
        wanted = frozenset(scope_keys)
        return any(grant.role == role and grant.scope_key in wanted for grant in self.grants)


_COLUMNS = (
    Person.id,
    Person.uuid,
    Person.name,
    Person.email,
    Person.kind,
    Person.active,
    Person.ends_on.label("last_day"),
    Person.is_administrator,
    Organisation.zone.label("org_zone"),
    RoleGrant.id.label("grant_id"),
    RoleGrant.role,
    RoleGrant.scope_key,
    RoleGrant.granted_at,
    RoleGrant.starts_on,
    RoleGrant.ends_on,
)


def in_force(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether a grant that nobody revoked is in force on that day; both ends belong to it."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def has_access(active: bool, last_day: date | None, day: date) -> bool:
    """Whether an account opens anything on that day; the last day belongs to it."""
    return active and (last_day is None or day <= last_day)


def hold(tx: Session, person_id: int) -> None:
    """Keeps the person as they are until the act commits: whoever revokes a grant meanwhile waits.

    Call it before the other locks of a decision, in the order person, subject, request. On SQLite the act's
    transaction is the only writer anyway.
    """
    if tx.get_bind().dialect.name != "sqlite":
        tx.execute(select(Person.id).where(Person.id == person_id).with_for_update(read=True))


def standing_of(tx: Session, person_id: int, at: datetime) -> Standing | None:
    """The standing of one person at an instant, or None for an unknown key."""
    found = _read(tx, Person.id == person_id, at)
    return found[0] if found else None


def standings(tx: Session, ids: Iterable[int], at: datetime) -> dict[int, Standing]:
    """The standings of several persons by key; unknown keys are missing."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {person.person_id: person for person in _read(tx, Person.id.in_(wanted), at)}


def holders(tx: Session, roles: Iterable[str], scope_keys: Iterable[str], at: datetime) -> list[Standing]:
    """Everybody active who holds one of the roles in one of the scopes, by name, with all their grants."""
    wanted_roles, wanted_scopes = frozenset(roles), frozenset(scope_keys)
    if not wanted_roles or not wanted_scopes:
        return []
    granted = select(RoleGrant.person_id).where(
        RoleGrant.role.in_(sorted(wanted_roles)),
        RoleGrant.scope_key.in_(sorted(wanted_scopes)),
        RoleGrant.revoked_at.is_(None),
    )
    found = _read(tx, and_(Person.active, Person.id.in_(granted)), at)
    return [
        person
        for person in found
        if person.active
        and any(grant.role in wanted_roles and grant.scope_key in wanted_scopes for grant in person.grants)
    ]


def everybody(tx: Session, at: datetime) -> list[Standing]:
    """Everybody active, by name."""
    return [person for person in _read(tx, Person.active, at) if person.active]


def _read(tx: Session, which: ColumnElement[bool] | Any, at: datetime) -> list[Standing]:
    statement = (
        select(*_COLUMNS)
        .select_from(Person)
        .outerjoin(Organisation, true())
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, RoleGrant.revoked_at.is_(None)))
        .where(which)
        .order_by(Person.name, Person.id, RoleGrant.id)
    )
    rows: dict[int, list[Any]] = {}
    for row in tx.execute(statement):
        rows.setdefault(row.id, []).append(row)
    return [_standing(group, at) for group in rows.values()]


def _standing(rows: list[Any], at: datetime) -> Standing:
    first = rows[0]
    day = day_of(at, first.org_zone)
    grants = tuple(
        Grant(row.grant_id, row.role, row.scope_key, row.granted_at, row.starts_on, row.ends_on)
        for row in rows
        if row.grant_id is not None and in_force(row.starts_on, row.ends_on, day)
    )
    return Standing(
        person_id=first.id,
        uuid=first.uuid,
        name=first.name,
        email=first.email,
        kind=first.kind,
        active=has_access(first.active, first.last_day, day),
        is_administrator=first.is_administrator,
        grants=grants,
    )
