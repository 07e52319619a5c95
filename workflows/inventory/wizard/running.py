"""Classifies a system by the wizard's answers; another tier than they lead to is signed by whoever may decide it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from models.enums import Tier
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text, digest
from workflows.ground.refused import Refused, Several
from workflows.ground.transaction import transaction
from workflows.inventory.classification_keeping import Begun, begin, keep
from workflows.inventory.commands import Done
from workflows.inventory.flags import Reply
from workflows.inventory.law.effective import questionnaire_of, scheme_as_of
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.locks import system_ref
from workflows.inventory.wizard.answering import judged
from workflows.inventory.wizard.commands import RunWizard, purpose
from workflows.inventory.wizard.flagging import flag_answers, gate_tier, more_flags
from workflows.inventory.wizard.storing import roles_of, stored_walk
from workflows.inventory.wizard.walk import Walk
from workflows.inventory.wording import TEXT, need, text, within
from workflows.people.proof import consume
from workflows.people.standing import hold

OVERRIDERS = frozenset({"legal_counsel", "ai_governance_lead"})
"""Who may set another legal tier than the answers lead to."""
INTERNAL = (Tier.MINIMAL.value, Tier.LIMITED.value, Tier.HIGH.value)
STATEMENT = (
    "I, {name}, as {role}, set the legal tier of {ref} to {tier}, although the answers lead to {computed}. "
    "It covers the answers {digest}."
)


def run_wizard(actor: Actor, command: RunWizard) -> Done:
    """Adds the classification the answers lead to; saying the same again adds nothing.

    Raises NotFound, NotAllowed and Stale like every classification, Several with a refusal beside every answer that
    is missing or lacks its reason, Refused for another tier by somebody who may not decide it.
    """
    with transaction() as tx:
        if actor.person_id is not None:
            hold(tx, actor.person_id)
        begun = begin(tx, actor, command)
        scheme = scheme_as_of(tx)
        walked, bad = judged(scheme, command.answers, command.common_reason, command.none_applies)
        content = _content(command, bad)
        if bad:
            raise Several(bad)
        content |= _of_walk(scheme, walked, command.critical)
        return keep(tx, actor, begun, content | _tier(tx, actor, begun, command, scheme, walked, content))


def _content(command: RunWizard, bad: list[Refused]) -> dict[str, Any]:
    """What was typed beside the questions; refusals join `bad`."""
    found: dict[str, Any] = {"internal_tier": command.internal_tier}
    if command.internal_tier not in INTERNAL:
        code = "tier_internal" if command.internal_tier else "tier_needed"
        bad.append(Refused(code, field="internal_tier"))
    if command.critical not in tuple(Reply):
        bad.append(Refused("answer_needed", field="critical"))
    if command.legal_tier and command.legal_tier not in tuple(Tier):
        bad.append(Refused("tier_needed", field="legal_tier"))
    for name, typed, at in (
        ("legal_reason", command.common_reason, "common_reason"),
        ("internal_reason", command.internal_reason or command.common_reason, "internal_reason"),
    ):
        try:
            found[name] = need(text(typed), at, TEXT)
        except Refused as refused:
            bad.append(refused)
    try:
        within(text(command.override_reason), "override_reason", TEXT)
    except Refused as refused:
        bad.append(refused)
    return found


def _of_walk(scheme: Scheme, walked: Walk, critical: str) -> dict[str, Any]:
    return {
        "answers": flag_answers(walked, critical),
        "more_flags": more_flags(walked),
        "operator_roles": roles_of(walked),
        "questionnaire": questionnaire_of(scheme),
        "wizard": canonical_text(stored_walk(scheme, walked)),
    }


def _tier(
    tx: Session,
    actor: Actor,
    begun: Begun,
    command: RunWizard,
    scheme: Scheme,
    walked: Walk,
    content: dict[str, Any],
) -> dict[str, Any]:
    """The legal tier: as the answers lead to, or another one with its reason and its signature."""
    computed = gate_tier(scheme, walked.tier).value
    if command.legal_tier in ("", computed):
        return {"legal_tier": computed, "override_reason": ""}
    held = sorted(begun.roles & OVERRIDERS)
    if not held:
        raise Refused("override_not_yours", field="legal_tier", system=begun.system.name)
    reason = text(command.override_reason)
    if not reason:
        raise Refused("override_reason_needed", field="override_reason", suggested=computed)
    used = consume(tx, actor, command.proof, purpose(command), begun.now)
    statement = STATEMENT.format(
        name=begun.author.name,
        role=held[0].replace("_", " "),
        ref=system_ref(begun.system),
        tier=command.legal_tier,
        computed=computed,
        digest=digest(content["wizard"])[:16],
    )
    return {
        "legal_tier": command.legal_tier,
        "override_reason": reason,
        "statement": statement,
        "authenticated_by": used.method,
        "authenticated_at": used.at,
    }
