"""Reads what forms of the inventory offer to choose from: units, and people to be named."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.enums import PersonKind
from models.person import Person
from workflows.ground.transaction import reading
from workflows.inventory.queries import units_in_order

SUGGESTED = 300
"""People suggested while somebody types; beyond that an e-mail has to be known."""


@dataclass(frozen=True)
class Choices:
    """Units as (key, path of names) and people as (e-mail, name)."""

    units: tuple[tuple[int, str], ...]
    people: tuple[tuple[str, str], ...]


def choices() -> Choices:
    """The units and people a form offers, in two statements."""
    tx = reading()
    people = tx.execute(
        select(Person.email, Person.name)
        .where(Person.active, Person.kind != PersonKind.GUEST.value)
        .order_by(Person.name, Person.id)
        .limit(SUGGESTED)
    )
    return Choices(units_in_order(tx), tuple((email, name) for email, name in people))
