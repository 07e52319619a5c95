"""Reads what the form of a record offers to choose from, and who is meant by the persons in a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.enums import PersonKind
from models.person import Person
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.own_fields import own_fields
from workflows.inventory.visibility import visible_system_ids_clause

MOST = 500
"""Systems or versions offered in one list."""

SUGGESTED = 300
"""People suggested while somebody types; beyond that an e-mail has to be known."""


@dataclass(frozen=True)
class Offer:
    """Systems and versions as (key, words), people as (e-mail, name), and the fields the organisation added."""

    systems: tuple[tuple[int, str], ...] = ()
    versions: tuple[tuple[int, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    own: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Somebody:
    """A person as bodies of records name them."""

    name: str
    email: str


def offer(person: Any, one: Register, system_id: int, with_systems: bool) -> Offer:
    """What a form offers: the systems its reader sees, the versions of the one it is about, and people."""
    own = tuple(added.field for added in own_fields(reading(), one))
    return Offer(_systems(person) if with_systems else (), _versions(person, system_id), _people(), own)


def systems_to_choose(person: Any) -> tuple[tuple[int, str], ...]:
    """The systems a person may see, as (key, name with ref), for lists to choose from."""
    return _systems(person)


def _systems(person: Any) -> tuple[tuple[int, str], ...]:
    rows = reading().execute(
        select(AiSystem.id, AiSystem.name)
        .where(visible_system_ids_clause(person), AiSystem.archived_at.is_(None))
        .order_by(AiSystem.name_key, AiSystem.id)
        .limit(MOST)
    )
    return tuple((key, f"{name} ({ref('SYS', key)})") for key, name in rows)


def _versions(person: Any, system_id: int) -> tuple[tuple[int, str], ...]:
    if not system_id:
        return ()
    rows = reading().execute(
        select(SystemVersion.id, SystemVersion.label)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(SystemVersion.system_id == system_id, SystemVersion.archived_at.is_(None))
        .where(visible_system_ids_clause(person))
        .order_by(SystemVersion.number.desc())
        .limit(MOST)
    )
    return tuple((key, f"{label} ({ref('VER', key)})") for key, label in rows)


def _people() -> tuple[tuple[str, str], ...]:
    rows = reading().execute(
        select(Person.email, Person.name)
        .where(Person.active, Person.kind != PersonKind.GUEST.value)
        .order_by(Person.name, Person.id)
        .limit(SUGGESTED)
    )
    return tuple((email, name) for email, name in rows)


def people_in(fields: Iterable[Field], body: Mapping[str, Any]) -> Iterator[str]:
    """The uuids of the persons a body names, those inside repeating lines included."""
    for one in fields:
        value = body.get(one.key)
        if one.kind == "person" and value:
            yield str(value)
        elif one.kind == "rows":
            for line in value or ():
                yield from people_in(one.columns, line)


def emails(found: Mapping[str, Somebody]) -> dict[str, str]:
    """The e-mail of each person by uuid, as forms show them."""
    return {uuid: one.email for uuid, one in found.items()}


def somebody(uuids: Iterable[str]) -> dict[str, Somebody]:
    """Persons by uuid, in at most one statement; whoever is unknown is left out."""
    wanted = set(uuids)
    if not wanted:
        return {}
    rows = reading().execute(select(Person.uuid, Person.name, Person.email).where(Person.uuid.in_(wanted)))
    return {uuid: Somebody(name, email) for uuid, name, email in rows}
