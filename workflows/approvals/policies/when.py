"""Evaluates the conditions of a policy over the facts of a version: pure, and what it cannot tell counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.enums import Level
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import Item, SeatRule, When
from workflows.approvals.policies.vocabulary import FLAGS, WHEN_VALUES, YES_KEYS


@dataclass(frozen=True)
class Situation:
    """What the conditions ask about; None says that nobody knows, and then everything that asks counts.

    `stage` is where the version stands, or stood underneath a suspension. `flags` are the classification flags that
    are set, `unsure` those (and those yes-or-no keys) answered "unsure", which count as set. `roles` are the operator
    roles. `yes` holds the yes-or-no keys that are answered yes.
    """

    stage: str | None = None
    origin: str | None = None
    flags: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    legal_tier: str | None = None
    yes: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AskedItem:
    """An item that is asked here, with the level it has here: must or should."""

    item: Item
    level: Level


@dataclass(frozen=True)
class NotAsked:
    """An item that is not asked here: `why` is `tier`, or the keys of the conditions that do not hold."""

    item: Item
    why: tuple[str, ...]


def items_for(body: PolicyBody, situation: Situation) -> tuple[AskedItem, ...]:
    """The items that are asked, in the policy's order, each with its level."""
    levels = ((item, level_of(item, situation)) for item in body.items)
    return tuple(AskedItem(item, level) for item, level in levels if level is not Level.NA)


def left_out(body: PolicyBody, situation: Situation) -> tuple[NotAsked, ...]:
    """The items that are not asked, with the reason; together with `items_for` these are all items."""
    return tuple(
        NotAsked(item, _why_not(item, situation))
        for item in body.items
        if level_of(item, situation) is Level.NA
    )


def seats_for(body: PolicyBody, situation: Situation) -> tuple[SeatRule, ...]:
    """The seats that are asked, in the policy's order."""
    return tuple(seat for seat in body.seats if not failing(seat.when, situation))


def level_of(item: Item, situation: Situation) -> Level:
    """The level an item has here: a forcing flag makes it a must, a condition that does not hold takes it away."""
    if item.forced_by_flags and any(_set(flag, situation) for flag in item.forced_by_flags):
        return Level.MUST
    if item.level is Level.NA or _why_not(item, situation):
        return Level.NA
    return item.level


def failing(when: When | None, situation: Situation) -> tuple[str, ...]:
    """The keys of the terms that certainly do not hold; empty when the condition counts."""
    return tuple(key for key, values in (when.terms if when else ()) if not _holds(key, values, situation))


def _why_not(item: Item, situation: Situation) -> tuple[str, ...]:
    if item.level is Level.NA:
        return ("tier",)
    by_flag = ("flag",) if item.flag and not _set(item.flag, situation) else ()
    return (*by_flag, *failing(item.when, situation))


def _holds(key: str, values: tuple[str, ...], situation: Situation) -> bool:
    """Whether a term holds; a key, a value or a fact that is not known counts as holding."""
    known = WHEN_VALUES.get(key)
    if known is None or not values or not known.issuperset(values):
        return True
    if key in YES_KEYS:
        return key in situation.unsure or ("yes" if key in situation.yes else "no") in values
    return _TERMS[key](values, situation)


def _set(flag: str, situation: Situation) -> bool:
    """Whether a flag counts as set: it is, or its question was answered unsure or never, or nobody knows it."""
    return situation.flags is None or flag in situation.flags | situation.unsure or flag not in FLAGS


def _any_flag(values: tuple[str, ...], situation: Situation) -> bool:
    return any(_set(flag, situation) for flag in values)


def _role(values: tuple[str, ...], situation: Situation) -> bool:
    # No role recorded means that nobody has said which one we have, not that we have none.
    roles = situation.roles
    return not roles or not roles.isdisjoint(values) or not roles <= WHEN_VALUES["role"]


def _one(key: str, fact: str | None, values: tuple[str, ...]) -> bool:
    return fact is None or fact in values or fact not in WHEN_VALUES[key]


_TERMS: dict[str, Callable[[tuple[str, ...], Situation], bool]] = {
    "any_flag": _any_flag,
    "role": _role,
    "legal_tier": lambda values, here: _one("legal_tier", here.legal_tier, values),
    "stage": lambda values, here: _one("stage", here.stage, values),
    "origin": lambda values, here: _one("origin", here.origin, values),
}
"""How each key of a condition is compared; a fixed table, so that stored text can name nothing else."""
