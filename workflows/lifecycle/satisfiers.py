"""Which register record satisfies which checklist item: a module without a register is answered in the editor."""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.body import Item
from workflows.inventory.frozen import present_classification, system_record

Satisfier = Callable[[Session, ApprovalRequest, Item], list[LinkedRecord]]

SYSTEM_ITEMS = frozenset({"IN-1"})
"""Items that the registered system itself answers; adoption asks more than the register knows."""
CLASSIFICATION_ITEMS = frozenset({"IN-3", "AD-3"})


def in_editor(_tx: Session, _request: ApprovalRequest, _item: Item) -> list[LinkedRecord]:
    """No register keeps this yet: the team answers by text and evidence."""
    return []


def system_registered(tx: Session, request: ApprovalRequest, item: Item) -> list[LinkedRecord]:
    """The system record, when it says what the item asks for."""
    if item.key not in SYSTEM_ITEMS:
        return []
    system = tx.scalars(select(AiSystem).where(AiSystem.id == request.system_id)).one()
    said = (system.purpose, system.business_reason, system.users, system.affected_persons)
    if not all(text.strip() for text in said):
        # A record without content satisfies nothing.
        return []
    return [LinkedRecord(**system_record(tx, system.id), ref=f"SYS-{system.id}")]


def system_classified(tx: Session, request: ApprovalRequest, item: Item) -> list[LinkedRecord]:
    """The present classification with its reasons, and its author in the role in which it was written."""
    if item.key not in CLASSIFICATION_ITEMS:
        return []
    present = present_classification(tx, request.system_id)
    if present is None:
        return []
    return [
        LinkedRecord(
            kind="classification",
            uuid=present.uuid,
            version=present.number,
            digest=present.digest,
            ref=f"classification {present.number}",
            author_id=present.author_id,
            author_roles=author_roles(present.author_roles),
        )
    ]


def author_roles(stored: str) -> tuple[str, ...]:
    """The roles in which a record was written, from its JSON list."""

    return tuple(json.loads(stored))


SATISFIERS: dict[str, Satisfier] = {"inventory": system_registered, "classification": system_classified}


def known_modules(modules: frozenset[str]) -> frozenset[str]:
    """The modules named by policies that have neither a register nor the editor: the start fails on any."""
    return frozenset(module for module in modules if module not in SATISFIERS and module not in IN_EDITOR)


IN_EDITOR = frozenset(
    {
        "risks",
        "impact",
        "suppliers",
        "techdocs",
        "datasets",
        "evaluations",
        "objectives",
        "resources",
        "communication",
        "eventlogs",
        "competence",
        "gates",
        "monitoring",
        "incidents",
        "obligations",
        "soa",
        "concerns",
        "capa",
        "changes",
        "documents",
        "improvements",
        "evidence",
    }
)


def satisfier_of(module: str) -> Satisfier:
    """The satisfier of a module; what no register keeps is answered in the editor."""
    return SATISFIERS.get(module, in_editor)
