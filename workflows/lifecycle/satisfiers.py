"""Which register record satisfies which checklist item: a module without a register is answered in the editor."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.body import Item
from workflows.inventory.frozen import system_record
from workflows.inventory.registers import declaring
from workflows.inventory.registers.judging import judge
from workflows.inventory.registers.needs import Known
from workflows.lifecycle.satisfying.classified import classified
from workflows.lifecycle.satisfying.running import ITEMS as RUNNING_ITEMS
from workflows.lifecycle.satisfying.running import running_proofs
from workflows.lifecycle.satisfying.system import SAYS, unsaid
from workflows.lifecycle.versions import of_subject

Satisfier = Callable[[Session, ApprovalRequest, Item], list[LinkedRecord]]
"""Says which records outside the registers satisfy an item."""


def system_registered(tx: Session, request: ApprovalRequest, item: Item) -> list[LinkedRecord]:
    """The system record, when it says what the item asks for."""
    if item.key not in SAYS:
        return []
    system = tx.scalars(select(AiSystem).where(AiSystem.id == request.system_id)).one()
    if unsaid(system, item.key):
        # A record without content satisfies nothing.
        return []
    return [LinkedRecord(**system_record(tx, system.id), ref=f"SYS-{system.id}")]


def system_classified(tx: Session, request: ApprovalRequest, item: Item) -> list[LinkedRecord]:
    """The present classification, when it says what the item asks for."""
    return classified(tx, request, item.key)


SATISFIERS: dict[str, Satisfier] = {"inventory": system_registered, "classification": system_classified}


def records_for(
    tx: Session, request: ApprovalRequest, items: Iterable[Item]
) -> dict[str, list[LinkedRecord]]:
    """What the inventory and the registers say to these items, by item; a fixed number of statements."""
    asked = list(items)
    found: dict[str, list[LinkedRecord]] = {}
    for item in asked:
        satisfier = SATISFIERS.get(item.module)
        if satisfier is not None:
            found[item.key] = satisfier(tx, request, item)
    version_id = of_subject(tx, request.subject_id).id
    if RUNNING_ITEMS & {item.key for item in asked}:
        for key, records in running_proofs(tx, version_id).items():
            if any(item.key == key for item in asked):
                found.setdefault(key, []).extend(records)
    judged = judge(tx, [item.key for item in asked], request.system_id, version_id, request.opened_at.date())
    for key, judgement in judged.items():
        found.setdefault(key, []).extend(linked(known) for known in judgement.satisfied_by)
    return {key: records for key, records in found.items() if records}


def linked(known: Known) -> LinkedRecord:
    """A register record as a bundle freezes it, with its authors where they are barred from other seats."""
    opinion = declaring.of(known.register).opinion
    wrote = tuple((person, tuple(sorted(opinion & set(roles)))) for person, roles in known.authors)
    return LinkedRecord(
        kind=known.register,
        uuid=known.uuid,
        version=known.version,
        digest=known.digest,
        ref=known.ref,
        authors=wrote if opinion else (),
    )


def known_modules(modules: frozenset[str]) -> frozenset[str]:
    """The modules named by policies that no register and no editor knows: the start fails on any."""
    return modules - MODULES - SATISFIERS.keys()


MODULES = frozenset(
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
"""What a policy may name; which record satisfies an item is said by the needs of the registers, item by item."""
