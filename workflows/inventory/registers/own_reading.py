"""Reads the own fields of a register for the page on which they are kept."""

from __future__ import annotations

from typing import Any

from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.inventory.persons import KEEPERS
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.own_fields import Own, own_fields


def keeps_fields(person: Any) -> bool:
    """Whether a person keeps the own fields of registers."""
    roles = {grant.role for grant in getattr(person, "grants", ())}
    return bool(getattr(person, "is_administrator", False) or roles & KEEPERS)


def kept_fields(person: Any, one: Register) -> tuple[Own, ...]:
    """The own fields of a register in order; raises NotAllowed for whoever does not keep them."""
    if not keeps_fields(person):
        raise NotAllowed("fields_not_yours")
    return own_fields(reading(), one)


def kept_field(person: Any, one: Register, field_id: int) -> Own:
    """One own field; raises NotAllowed, or NotFound when the register does not ask for it."""
    found = next((own for own in kept_fields(person, one) if own.id == field_id), None)
    if found is None:
        raise NotFound("not_found")
    return found
