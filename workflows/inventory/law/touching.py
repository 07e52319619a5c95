"""Which systems a change of the law data touches: who answered the question, owes the duty, runs under the limit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.enums import Tier
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.wizard.duties import owed
from workflows.inventory.wizard.said import found_of


@dataclass(frozen=True)
class Kept:
    """A system in the lists with what its present classification says."""

    system: AiSystem
    legal_tier: str
    operator_roles: tuple[str, ...]
    flags: tuple[str, ...]
    wizard: Mapping[str, Any]


def classified_systems(tx: Session) -> list[Kept]:
    """Every system in the lists that has a classification: one statement."""
    rows = tx.execute(
        select(AiSystem, Classification)
        .join(Classification, Classification.id == AiSystem.classification_id)
        .where(AiSystem.archived_at.is_(None))
        .order_by(AiSystem.id)
    )
    return [
        Kept(
            system,
            row.legal_tier,
            tuple(json.loads(row.operator_roles)),
            tuple(json.loads(row.flags)),
            json.loads(row.wizard or "{}"),
        )
        for system, row in rows
    ]


def touched(kind: str, key: str, before: Scheme, after: Scheme, systems: Iterable[Kept]) -> list[AiSystem]:
    """The systems an entry touches, before or after its change."""
    if kind == "question":
        return [one.system for one in systems if _answered(one, key)]
    if kind == "clock":
        return [one.system for one in systems if one.legal_tier == Tier.HIGH.value]
    duties = {key} if kind == "duty" else _of_day(key, before) | _of_day(key, after)
    return [one.system for one in systems if any(_owes(one, scheme, duties) for scheme in (before, after))]


def _answered(one: Kept, key: str) -> bool:
    """Whoever was classified without the questions has answered none of them, and has to look as well."""
    steps = one.wizard.get("steps")
    return steps is None or any(step["key"] == key for step in steps)


def _owes(one: Kept, scheme: Scheme, duties: set[str]) -> bool:
    found = found_of(one, one.system.in_use_since)
    return any(duty.duty.key in duties for duty in owed(scheme, found))


def _of_day(key: str, scheme: Scheme) -> set[str]:
    """The duties that begin on the day of a date of the timetable."""
    days = {moment.day for moment in scheme.timeline if moment.key == key}
    return {duty.key for duty in scheme.duties.values() if days & set(duty.applies.values())}
