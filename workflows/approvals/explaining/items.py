"""The items of an explanation: by which rule each is asked, how it stands, and who could answer it."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import Level
from workflows.approvals.evaluating import ItemFact
from workflows.approvals.explaining.known import Known
from workflows.approvals.policies.parts import Item
from workflows.approvals.policies.phrases import when_said, why_not_asked
from workflows.approvals.policies.when import AskedItem, left_out
from workflows.approvals.policies.words import role_label, tier_label
from workflows.approvals.review.voices import Said


@dataclass(frozen=True)
class ItemLine:
    """One item; `state` is done, not_needed, open or condition (open, and an approval needs a condition for it)."""

    key: str
    text: str
    level: str
    blocking: bool
    state: str
    by_record: bool
    owner: str
    could: tuple[str, ...]
    rule: Said


@dataclass(frozen=True)
class LeftOut:
    """An item of the policy that is not asked here, and why in a sentence."""

    key: str
    text: str
    why: str


def item_lines(here: Known, policy: str) -> tuple[ItemLine, ...]:
    """Every item that is asked, in the order of the policy."""
    own = {item.key for item in here.body.items}
    return tuple(_line(here, asked, asked.item.key in own, policy) for asked in here.content.asked)


def left_out_lines(here: Known) -> tuple[LeftOut, ...]:
    """Every item that is not asked, with its reason."""
    return tuple(
        LeftOut(one.item.key, one.item.text, why_not_asked(one, here.body.tier))
        for one in left_out(here.body, here.content.situation)
    )


def _line(here: Known, asked: AskedItem, own: bool, policy: str) -> ItemLine:
    item = asked.item
    fact = here.content.facts.get(item.key, ItemFact(False))
    return ItemLine(
        key=item.key,
        text=item.text,
        level=str(asked.level),
        blocking=item.blocking and asked.level is Level.MUST,
        state=_state(asked, fact),
        by_record=bool(here.content.records.get(item.key)),
        owner=role_label(item.owner_role),
        could=tuple(one.name for one in here.people if one.holds(item.owner_role, here.facts.scope_keys)),
        rule=_by(item, asked.level, own, policy, here.body.tier),
    )


def _state(asked: AskedItem, fact: ItemFact) -> str:
    if fact.satisfies(asked.level):
        return "not_needed" if fact.not_needed else "done"
    if asked.level is Level.MUST and not asked.item.blocking:
        return "condition"
    return "not_needed" if asked.level is Level.SHOULD and fact.reason else "open"


def _by(item: Item, level: Level, own: bool, policy: str, tier: str) -> Said:
    if not own:
        return Said("item_by_others")
    if level is Level.MUST and item.level is not Level.MUST:
        return Said("item_by_flag")
    only = when_said(item.when, item.flag)
    if only:
        return Said("item_by_when", {"policy": policy, "only": only})
    return Said("item_by_rule", {"policy": policy, "tier": tier_label(tier).lower()})
