"""What is said about a system, brought into its stored form and checked field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import Autonomy, Origin
from models.unit import Unit
from workflows.ground.refused import Refused, Several
from workflows.inventory.commands import SystemFacts
from workflows.inventory.wording import LINE, TEXT, line, need, text, within

_NEEDED = ("purpose", "business_reason", "users", "affected_persons")
_FREE = ("decisions_influenced", "data_categories", "who_may_stop")
_FLAGS = ("uses_supplier", "serves_customers")
_FROM_SUPPLIER = frozenset({Origin.BOUGHT, Origin.EMBEDDED})
LARGEST_KEY = 2**63 - 1
_EARLIEST = date(1950, 1, 1)

FACT_FIELDS: tuple[str, ...] = tuple(
    field.name for field in fields(SystemFacts) if field.name not in ("owner", "unit_id")
)
"""Columns of a system that a registration or an edit sets as typed."""


def checked_facts(given: SystemFacts) -> dict[str, Any]:
    """The facts in their stored form, by column; raises Several with a refusal beside every bad field."""
    bad: list[Refused] = []

    def take(check: Callable[[], Any]) -> Any:
        try:
            return check()
        except Refused as refused:
            bad.append(refused)
            return None

    facts: dict[str, Any] = {"name": take(lambda: need(line(given.name), "name", LINE))}
    for name in _NEEDED:
        facts[name] = take(lambda name=name: need(text(getattr(given, name)), name, TEXT))  # type: ignore[misc]
    for name in _FREE:
        facts[name] = take(lambda name=name: within(text(getattr(given, name)), name, TEXT))  # type: ignore[misc]
    for name in _FLAGS:
        facts[name] = bool(getattr(given, name))
    facts["autonomy"] = take(lambda: _one_of(Autonomy, given.autonomy, "autonomy"))
    facts["origin"] = take(lambda: _one_of(Origin, given.origin, "origin"))
    facts["supplier"] = take(lambda: within(line(given.supplier), "supplier", LINE))
    if facts["origin"] in _FROM_SUPPLIER and facts["supplier"] == "":
        bad.append(Refused("supplier_needed", field="supplier"))
    if bad:
        raise Several(bad)
    # A bought system is delivered by somebody: policies that ask about suppliers must not miss it.
    facts["uses_supplier"] = facts["uses_supplier"] or facts["origin"] in _FROM_SUPPLIER
    return facts


def present_unit(tx: Session, unit_id: int | None) -> Unit | None:
    """A unit of the tree, kept as it is until the act commits; None for none or one that is gone."""
    if unit_id is None or not 0 < unit_id <= LARGEST_KEY:
        return None
    return tx.scalars(
        select(Unit).where(Unit.id == unit_id, Unit.archived_at.is_(None)).with_for_update(read=True)
    ).one_or_none()


def checked_unit(tx: Session, unit_id: int | None) -> Unit | None:
    """The unit, kept as it is until the act commits; raises Refused when it is gone."""
    unit = present_unit(tx, unit_id)
    if unit_id is not None and unit is None:
        raise Refused("unit_unknown", field="unit_id")
    return unit


def unit_name(tx: Session, unit_id: int | None) -> str | None:
    """How a unit is called in the record; None without one."""
    return tx.scalars(select(Unit.name).where(Unit.id == unit_id)).first() if unit_id is not None else None


def checked_in_use(since: date | None, today: date) -> date | None:
    """The first day of use of a system in use before it was registered; raises Refused for an odd day."""
    if since is None:
        return None
    if since > today:
        raise Refused("in_use_in_future", field="in_use_since")
    if since < _EARLIEST:
        raise Refused("in_use_too_early", field="in_use_since")
    return since


def changes_of(before: AiSystem | None, after: dict[str, Any]) -> dict[str, list[Any]]:
    """Which facts change, as `{field: [before, after]}`; all of them for a new system."""
    changed: dict[str, list[Any]] = {}
    for name, value in after.items():
        old = getattr(before, name) if before is not None else None
        if old != value:
            changed[name] = [old, value]
    return changed


def split_personal(changes: dict[str, list[Any]]) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """Takes what may name people out of the changes: it belongs into the entry's personal block."""
    plain = dict(changes)
    stops = plain.pop("who_may_stop", None)
    return plain, ({} if stops is None else {"who_may_stop": stops})


def _one_of(words: type[Autonomy] | type[Origin], value: str, field: str) -> str:
    try:
        return words(value).value
    except ValueError:
        raise Refused("choose_one", field=field) from None
