"""The roster: every role in a sentence, who holds it, and how close it is to a deadlock."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from models.role import Role
from models.role_grant import RoleGrant
from models.unit import Unit
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.people.days import today
from workflows.people.queries import scope_words
from workflows.people.standing import has_access, in_force


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role now, with all the places where; systems are named by ref only."""

    person_id: int
    name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class RoleRow:
    """One role with everybody who holds it now."""

    key: str
    label: str
    kind: str
    summary: str
    holders: tuple[Holder, ...]

    @property
    def count(self) -> int:
        """How many persons hold it."""
        return len(self.holders)


@dataclass(frozen=True)
class RoleChoice:
    """A role as an entry of a list to choose from."""

    key: str
    label: str
    summary: str


def roster() -> list[RoleRow]:
    """All roles in the order of the catalogue."""
    tx = reading()
    held = _held(tx)
    return [
        RoleRow(role.key, role.label, role.kind, role.summary, _holders(held.get(role.key, {})))
        for role in tx.scalars(select(Role).order_by(Role.position, Role.key))
    ]


def role_choices() -> list[RoleChoice]:
    """All roles to choose from."""
    rows = reading().execute(select(Role.key, Role.label, Role.summary).order_by(Role.position, Role.key))
    return [RoleChoice(*row) for row in rows]


def _held(tx: Session) -> dict[str, dict[int, tuple[str, list[str]]]]:
    """Role, person, name and scopes of every grant in force of somebody with access."""
    day = today(tx, clock.glance())
    rows = tx.execute(
        select(
            RoleGrant.role,
            RoleGrant.scope_key,
            RoleGrant.starts_on,
            RoleGrant.ends_on,
            Person.id,
            Person.name,
            Person.ends_on.label("last_day"),
            Unit.name.label("unit"),
        )
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .where(RoleGrant.revoked_at.is_(None), Person.active)
        .order_by(Person.name, Person.id, RoleGrant.id)
    )
    held: dict[str, dict[int, tuple[str, list[str]]]] = {}
    for row in rows:
        if in_force(row.starts_on, row.ends_on, day) and has_access(True, row.last_day, day):
            _, scopes = held.setdefault(row.role, {}).setdefault(row.id, (row.name, []))
            scopes.append(scope_words(row.scope_key, row.unit))
    return held


def _holders(held: dict[int, tuple[str, list[str]]]) -> tuple[Holder, ...]:
    return tuple(
        Holder(person, name, tuple(dict.fromkeys(scopes))) for person, (name, scopes) in held.items()
    )
