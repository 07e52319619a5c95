"""The directory of people, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from models.one_time_code import OneTimeCode
from models.person import Person
from models.role import Role
from models.role_grant import RoleGrant
from workflows.ground import clock
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.people.administering import LARGEST_KEY
from workflows.people.days import today
from workflows.people.holdings import GrantRow, grants_of
from workflows.people.standing import has_access, in_force

PAGE = 50
SHOWN = ("open", "closed", "all")


@dataclass(frozen=True)
class PersonRow:
    """A person as a line of the list; `state` is active, invited, ended or closed."""

    id: int
    name: str
    email: str
    kind: str
    employer: str
    ends_on: date | None
    is_administrator: bool
    state: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list."""

    rows: tuple[PersonRow, ...]
    total: int
    first: int
    number: int
    has_more: bool


@dataclass(frozen=True)
class PersonDetail:
    """Everything an administrator sees of one account; never a hash, never a token."""

    id: int
    uuid: str
    name: str
    email: str
    kind: str
    employer: str
    ends_on: date | None
    is_administrator: bool
    state: str
    created_at: datetime
    deactivated_at: datetime | None
    revision: int
    link_until: datetime | None
    grants: tuple[GrantRow, ...]

    @property
    def running(self) -> tuple[GrantRow, ...]:
        """The grants that are in force or will be."""
        return tuple(grant for grant in self.grants if grant.state in {"in_force", "planned"})

    @property
    def over(self) -> tuple[GrantRow, ...]:
        """The grants of the past."""
        return tuple(grant for grant in self.grants if grant.state in {"ended", "revoked"})


def list_people(search: str = "", shown: str = "open", number: int = 1) -> PeoplePage:
    """A page of people by name; `search` looks into name, e-mail and employer."""
    tx = reading()
    day = today(tx, clock.glance())
    which = and_(_matches(search.strip()), _shown(shown, day))
    total = tx.scalars(select(func.count()).select_from(Person).where(which)).one()
    number = max(1, min(number, -(-total // PAGE) or 1))
    people = tx.scalars(
        select(Person).where(which).order_by(Person.name, Person.id).limit(PAGE).offset((number - 1) * PAGE)
    ).all()
    roles = _labels(tx, [person.id for person in people], day)
    rows = tuple(_row(person, roles.get(person.id, ()), day) for person in people)
    return PeoplePage(rows, total, (number - 1) * PAGE + 1, number, number * PAGE < total)


def find_person(person_id: int) -> PersonDetail:
    """One account with all its grants, the newest first; raises NotFound for an unknown key."""
    tx = reading()
    person = tx.get(Person, person_id) if 0 < person_id <= LARGEST_KEY else None
    if person is None:
        raise NotFound("not_found")
    now = clock.now(tx)
    day = today(tx, now)
    return PersonDetail(
        id=person.id,
        uuid=person.uuid,
        name=person.name,
        email=person.email,
        kind=person.kind,
        employer=person.employer,
        ends_on=person.ends_on,
        is_administrator=person.is_administrator,
        state=state_of(person, day),
        created_at=person.created_at,
        deactivated_at=person.deactivated_at,
        revision=person.revision,
        link_until=_open_link(tx, person.id, now),
        grants=grants_of(tx, person.id, day),
    )


def find_grant(grant_id: int) -> tuple[GrantRow, PersonDetail]:
    """A grant with its holder; raises NotFound for an unknown key."""
    tx = reading()
    holder = None
    if 0 < grant_id <= LARGEST_KEY:
        holder = tx.scalars(select(RoleGrant.person_id).where(RoleGrant.id == grant_id)).first()
    if holder is None:
        raise NotFound("not_found")
    person = find_person(holder)
    return next(grant for grant in person.grants if grant.id == grant_id), person


def state_of(person: Person, day: date) -> str:
    """Whether the account is active, waits for its first password, is over by date, or was closed."""
    if not person.active:
        return "closed"
    if not has_access(person.active, person.ends_on, day):
        return "ended"
    return "active" if person.password_hash else "invited"


def _matches(search: str) -> ColumnElement[bool]:
    if not search:
        return ~false()
    quoted = search.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{quoted}%".replace("\x00", "")
    columns = (Person.name, Person.email, Person.employer)
    return or_(*(func.lower(column).like(pattern, escape="\\") for column in columns))


def _shown(shown: str, day: date) -> ColumnElement[bool]:
    is_open = and_(Person.active, or_(Person.ends_on.is_(None), Person.ends_on >= day))
    if shown == "closed":
        return ~is_open
    return is_open if shown == "open" else ~false()


def _row(person: Person, roles: tuple[str, ...], day: date) -> PersonRow:
    return PersonRow(
        person.id,
        person.name,
        person.email,
        person.kind,
        person.employer,
        person.ends_on,
        person.is_administrator,
        state_of(person, day),
        roles,
    )


def _labels(tx: Session, ids: list[int], day: date) -> dict[int, tuple[str, ...]]:
    """The labels of the roles in force of several persons, in one statement."""
    rows = tx.execute(
        select(RoleGrant.person_id, Role.label, RoleGrant.starts_on, RoleGrant.ends_on)
        .join(Role, Role.key == RoleGrant.role)
        .where(RoleGrant.person_id.in_(ids), RoleGrant.revoked_at.is_(None))
        .order_by(Role.position)
    )
    found: dict[int, dict[str, None]] = {}
    for row in rows:
        if in_force(row.starts_on, row.ends_on, day):
            found.setdefault(row.person_id, {})[row.label] = None
    return {person: tuple(labels) for person, labels in found.items()}


def _open_link(tx: Session, person_id: int, now: datetime) -> datetime | None:
    return tx.scalars(
        select(OneTimeCode.expires_at).where(
            OneTimeCode.person_id == person_id, OneTimeCode.used_at.is_(None), OneTimeCode.expires_at > now
        )
    ).first()
