"""Keeps a classification: a new row, its copy on the system, one entry; what is above is told in the same act."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text, digest
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Stale
from workflows.inventory import hooks
from workflows.inventory.actions import SYSTEM_CLASSIFIED
from workflows.inventory.commands import Done
from workflows.inventory.flags import set_flags, stricter
from workflows.inventory.frozen import classification_content, present_classification
from workflows.inventory.locks import lock_system, require_in_lists, system_ref
from workflows.inventory.persons import CLASSIFIERS, acting, require_team_or
from workflows.inventory.visibility import require_sight
from workflows.people.standing import Standing
from workflows.record import Thing, append


@dataclass(frozen=True)
class Begun:
    """The locks and facts with which a classification begins."""

    author: Standing
    roles: frozenset[str]
    system: AiSystem
    present: Classification | None
    now: datetime

    @property
    def number(self) -> int:
        """The number of the present classification; 0 while there is none."""
        return self.present.number if self.present is not None else 0


def begin(tx: Session, actor: Actor, command: Any) -> Begun:
    """Locks the system of a command and says who classifies it in which roles.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Stale when somebody classified it
    since `seen_number`.
    """
    author = acting(tx, actor, clock.now(tx))
    require_sight(tx, author, command.system_id)
    system, _subjects = lock_system(tx, command.system_id)
    now = clock.now(tx)
    claim(tx, actor, command, system_ref(system))
    require_in_lists(system)
    roles = require_team_or(tx, author, system, CLASSIFIERS, "classify_not_yours")
    begun = Begun(author, roles, system, present_classification(tx, system.id), now)
    if command.seen_number is not None and command.seen_number != begun.number:
        raise Stale("classification_moved", number=begun.number)
    return begun


def keep(tx: Session, actor: Actor, begun: Begun, content: Mapping[str, Any]) -> Done:
    """Adds the classification and makes its stricter tier the system's; saying the same again adds nothing."""
    system, present = begun.system, begun.present
    new = _row(begun, content)
    if present is not None and present.digest == new.digest:
        return Done(system_ref(system), system.id, system.uuid)
    tx.add(new)
    tx.flush()
    before = system.tier
    _copy(system, new)
    tx.flush()
    _append(tx, actor, begun, new, before)
    hooks.tell_classified(tx, begun.now, actor, system, before, new)
    return Done(system_ref(system), system.id, system.uuid, frozenset({"classification"}))


def _row(begun: Begun, content: Mapping[str, Any]) -> Classification:
    flags = sorted({*set_flags(content["answers"]), *content.get("more_flags", ())})
    new = Classification(
        uuid=uuid7(),
        system_id=begun.system.id,
        number=begun.number + 1,
        legal_tier=content["legal_tier"],
        legal_reason=content["legal_reason"],
        internal_tier=content["internal_tier"],
        internal_reason=content["internal_reason"],
        operator_roles=canonical_text(content["operator_roles"]),
        flags=canonical_text(flags),
        answers=canonical_text(content["answers"]),
        override_reason=content["override_reason"],
        questionnaire=content.get("questionnaire", ""),
        wizard=content.get("wizard", ""),
        statement=content.get("statement", ""),
        authenticated_by=content.get("authenticated_by", ""),
        authenticated_at=content.get("authenticated_at"),
        author_id=begun.author.person_id,
        author_roles=canonical_text(sorted(begun.roles)),
        at=begun.now,
    )
    new.digest = digest(classification_content(new))
    return new


def _copy(system: AiSystem, new: Classification) -> None:
    """Copies the present classification onto the system, where lists and policies read it."""
    system.classification_id = new.id
    system.legal_tier = new.legal_tier
    system.internal_tier = new.internal_tier
    system.tier = stricter(new.legal_tier, new.internal_tier).value
    system.flags = new.flags
    system.operator_roles = new.operator_roles


def _append(tx: Session, actor: Actor, begun: Begun, new: Classification, before: str | None) -> None:
    system, old = begun.system, begun.present
    changes: dict[str, Any] = {
        "tier": [before, system.tier],
        "number": [old.number if old else None, new.number],
    }
    for name in ("legal_tier", "internal_tier", "digest", "questionnaire"):
        changes[name] = [getattr(old, name) or None if old else None, getattr(new, name) or None]
    for name in ("flags", "operator_roles"):
        changes[name] = [json.loads(getattr(old, name)) if old else None, json.loads(getattr(new, name))]
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1] or name == "tier"}
    reasons = {"legal_reason": new.legal_reason, "internal_reason": new.internal_reason}
    for name in ("override_reason", "statement"):
        if getattr(new, name):
            reasons[name] = getattr(new, name)
    append(
        tx,
        begun.now,
        actor,
        SYSTEM_CLASSIFIED,
        about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
        changes=changes,
        personal={actor.uuid: reasons},
    )
