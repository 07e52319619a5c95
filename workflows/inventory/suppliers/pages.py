"""Reads what hangs on suppliers: the systems that depend on one, and everything that runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from models.system_version import SystemVersion
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.heading import RecordHead, record_head
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.suppliers.expiry import OPEN_END, Paper, papers_of
from workflows.inventory.suppliers.register import SUPPLIERS
from workflows.inventory.suppliers.releases import Release, releases_of
from workflows.inventory.suppliers.watching import RELEASE_TURN, dependants
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.people.days import today

MOST = 500
"""Suppliers read for the list of what runs out, the first due first."""


@dataclass(frozen=True)
class Dependant:
    """One system that depends on a supplier, its owner, its versions that are not retired, and an open turn."""

    system_ref: str
    name: str
    tier: str
    owner: str
    versions: tuple[tuple[str, str, str], ...]
    """Ref, label and stage."""
    has_turn: bool


@dataclass(frozen=True)
class DependantsPage:
    """A supplier with what depends on it; `hidden` counts systems that the reader may not see."""

    head: RecordHead
    rows: tuple[Dependant, ...]
    hidden: int
    releases: tuple[Release, ...]
    exit_plan: str
    exit_tried_on: str


@dataclass(frozen=True)
class Ending:
    """One paper of one supplier, and how it stands today."""

    supplier_ref: str
    supplier: str
    owner: str
    paper: Paper
    state: str


def dependants_page(person: Any, record_id: int) -> DependantsPage:
    """The systems that depend on a supplier, for whoever may read it; raises NotFound for others."""
    head = record_head(person, SUPPLIERS, record_id)
    tx = reading()
    systems = dependants(tx, tx.get_one(RegisterRecord, record_id))
    keys = [system.id for system in systems]
    seen = set(
        tx.scalars(select(AiSystem.id).where(AiSystem.id.in_(keys), visible_system_ids_clause(person)))
    )
    owners = _owners([system.owner_id for system in systems if system.id in seen])
    versions = _versions(sorted(seen))
    turns = set(
        tx.scalars(
            select(RegisterTurn.person_id).where(
                RegisterTurn.record_id == record_id,
                RegisterTurn.code == RELEASE_TURN,
                RegisterTurn.done_at.is_(None),
            )
        )
    )
    rows = tuple(
        Dependant(
            ref("SYS", system.id),
            system.name,
            system.tier or "",
            owners.get(system.owner_id, ""),
            tuple(versions.get(system.id, ())),
            system.owner_id in turns,
        )
        for system in systems
        if system.id in seen
    )
    return DependantsPage(
        head,
        rows,
        len(systems) - len(rows),
        releases_of(head.body),
        str(head.body.get("exit_plan") or ""),
        str(head.body.get("exit_tried_on") or ""),
    )


def endings(person: Any) -> tuple[date, tuple[Ending, ...]]:
    """Today, and all papers with an end of suppliers that the reader may see, the first to act on first."""
    tx = reading()
    day = today(tx, clock.glance())
    rows = tx.execute(
        select(RegisterRecord, Person.name)
        .outerjoin(Person, Person.id == RegisterRecord.owner_id)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.register == SUPPLIERS.key,
            RegisterRecord.archived_at.is_(None),
            RegisterRecord.status != "ended",
            readable_clause(person, (SUPPLIERS,)),
        )
        .order_by(RegisterRecord.due_on.is_(None), RegisterRecord.due_on, RegisterRecord.id)
        .limit(MOST)
    )
    found = [
        Ending(ref(SUPPLIERS.prefix, record.id), record.title, owner or "", paper, paper.state(day))
        for record, owner in rows
        for paper in papers_of(body_of(record.body))
        if paper.state(day) != OPEN_END
    ]
    return day, tuple(sorted(found, key=lambda one: (one.paper.act_by or date.max, one.supplier)))


def _owners(keys: list[int]) -> dict[int, str]:
    rows = reading().execute(select(Person.id, Person.name).where(Person.id.in_(set(keys))))
    return {row.id: row.name for row in rows}


def _versions(systems: list[int]) -> dict[int, list[tuple[str, str, str]]]:
    rows = reading().scalars(
        select(SystemVersion)
        .where(
            SystemVersion.system_id.in_(systems),
            SystemVersion.archived_at.is_(None),
            SystemVersion.stage != "retirement",
        )
        .order_by(SystemVersion.number)
    )
    found: dict[int, list[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row.system_id, []).append((ref("VER", row.id), row.label, row.stage))
    return found
