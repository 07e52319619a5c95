"""Classifies a system: tiers with reasons, roles and flags; a new classification never changes an old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.enums import OperatorRole, Tier
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused, Several
from workflows.ground.transaction import transaction
from workflows.inventory.classification_keeping import begin, keep
from workflows.inventory.commands import ClassifySystem, Done
from workflows.inventory.flags import KEYS, Reply, is_milder, suggested_legal_tier
from workflows.inventory.wording import TEXT, need, text, within


def classify_system(actor: Actor, command: ClassifySystem) -> Done:
    """Adds a classification and makes its stricter tier the system's; saying the same again adds nothing.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Stale when somebody classified it
    since `seen_number`, Several beside the fields that do not hold.
    """
    with transaction() as tx:
        begun = begin(tx, actor, command)
        return keep(tx, actor, begun, _checked(command))


def _checked(command: ClassifySystem) -> dict[str, Any]:
    """What was chosen and typed in its stored form; raises Several with a refusal beside every bad field."""
    bad: list[Refused] = []
    answers = _answers(command.answers, bad)
    legal = _tier(command.legal_tier, "legal_tier", tuple(Tier), bad)
    internal = _tier(command.internal_tier, "internal_tier", (Tier.MINIMAL, Tier.LIMITED, Tier.HIGH), bad)
    roles = sorted(set(command.operator_roles))
    if not roles or any(role not in tuple(OperatorRole) for role in roles):
        bad.append(Refused("role_needed", field="operator_roles"))
    reasons = {
        name: _reason(getattr(command, name), name, bad) for name in ("legal_reason", "internal_reason")
    }
    override = text(command.override_reason)
    milder = bool(legal) and len(answers) == len(KEYS) and is_milder(legal, suggested_legal_tier(answers))
    if milder and not override:
        suggested = suggested_legal_tier(answers).value
        bad.append(Refused("override_needed", field="override_reason", suggested=suggested))
    try:
        within(override, "override_reason", TEXT)
    except Refused as refused:
        bad.append(refused)
    if bad:
        raise Several(bad)
    return reasons | {
        "legal_tier": legal,
        "internal_tier": internal,
        "operator_roles": roles,
        "answers": answers,
        "override_reason": override if milder else "",
    }


def _answers(given: Mapping[str, str], bad: list[Refused]) -> dict[str, str]:
    """The answers by flag; every question wants one, and an unknown question is a mistake of the sender."""
    answers: dict[str, str] = {}
    for key in KEYS:
        if given.get(key) in tuple(Reply):
            answers[key] = Reply(given[key]).value
        else:
            bad.append(Refused("answer_needed", field=key))
    if set(given) - set(KEYS):
        bad.append(Refused("flag_unknown"))
    return answers


def _tier(value: str, field: str, allowed: tuple[Tier, ...], bad: list[Refused]) -> str:
    if value in allowed:
        return Tier(value).value
    bad.append(Refused("tier_internal" if field == "internal_tier" and value else "tier_needed", field=field))
    return ""


def _reason(typed: str, field: str, bad: list[Refused]) -> str:
    try:
        return need(text(typed), field, TEXT)
    except Refused as refused:
        bad.append(refused)
        return ""
