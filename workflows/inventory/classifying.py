"""Classifies a system: tiers with reasons, roles and flags; a new classification never changes an old one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.enums import OperatorRole, Tier
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text, digest
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Refused, Several, Stale
from workflows.ground.transaction import transaction
from workflows.inventory import hooks
from workflows.inventory.actions import SYSTEM_CLASSIFIED
from workflows.inventory.commands import ClassifySystem, Done
from workflows.inventory.flags import KEYS, Reply, is_milder, set_flags, stricter, suggested_legal_tier
from workflows.inventory.frozen import classification_content, present_classification
from workflows.inventory.locks import lock_system, require_in_lists, system_ref
from workflows.inventory.persons import CLASSIFIERS, acting, require_team_or
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import TEXT, need, text, within
from workflows.people.standing import Standing
from workflows.record import Thing, append


def classify_system(actor: Actor, command: ClassifySystem) -> Done:
    """Adds a classification and makes its stricter tier the system's; saying the same again adds nothing.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Stale when somebody classified it
    since `seen_number`, Several beside the fields that do not hold.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        system, _subjects = lock_system(tx, command.system_id)
        now = clock.now(tx)
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        roles = require_team_or(tx, author, system, CLASSIFIERS, "classify_not_yours")
        present = present_classification(tx, system.id)
        number = present.number if present is not None else 0
        if command.seen_number is not None and command.seen_number != number:
            raise Stale("classification_moved", number=number)
        new = _classification(command, system, author, roles, number + 1, now)
        if present is not None and present.digest == new.digest:
            return Done(system_ref(system), system.id, system.uuid)
        tx.add(new)
        tx.flush()
        before = system.tier
        _copy(system, new)
        tx.flush()
        _append(tx, now, actor, system, present, new, before)
        hooks.tell_classified(tx, now, actor, system, before, new)
        return Done(system_ref(system), system.id, system.uuid, frozenset({"classification"}))


def _classification(
    command: ClassifySystem,
    system: AiSystem,
    author: Standing,
    roles: frozenset[str],
    number: int,
    now: datetime,
) -> Classification:
    content = _checked(command)
    new = Classification(
        uuid=uuid7(),
        system_id=system.id,
        number=number,
        legal_tier=content["legal_tier"],
        legal_reason=content["legal_reason"],
        internal_tier=content["internal_tier"],
        internal_reason=content["internal_reason"],
        operator_roles=canonical_text(content["operator_roles"]),
        flags=canonical_text(list(set_flags(content["answers"]))),
        answers=canonical_text(content["answers"]),
        override_reason=content["override_reason"],
        author_id=author.person_id,
        author_roles=canonical_text(sorted(roles)),
        at=now,
    )
    new.digest = digest(classification_content(new))
    return new


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


def _copy(system: AiSystem, new: Classification) -> None:
    """Copies the present classification onto the system, where lists and policies read it."""
    system.classification_id = new.id
    system.legal_tier = new.legal_tier
    system.internal_tier = new.internal_tier
    system.tier = stricter(new.legal_tier, new.internal_tier).value
    system.flags = new.flags
    system.operator_roles = new.operator_roles


def _append(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    old: Classification | None,
    new: Classification,
    before: str | None,
) -> None:
    changes: dict[str, Any] = {
        "tier": [before, system.tier],
        "number": [old.number if old else None, new.number],
    }
    for name in ("legal_tier", "internal_tier", "digest"):
        changes[name] = [getattr(old, name) if old else None, getattr(new, name)]
    for name in ("flags", "operator_roles"):
        changes[name] = [json.loads(getattr(old, name)) if old else None, json.loads(getattr(new, name))]
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1] or name == "tier"}
    reasons = {"legal_reason": new.legal_reason, "internal_reason": new.internal_reason}
    if new.override_reason:
        reasons["override_reason"] = new.override_reason
    append(
        tx,
        now,
        actor,
        SYSTEM_CLASSIFIED,
        about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
        changes=changes,
        personal={actor.uuid: reasons},
    )
