"""What the pages of candidates show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.role_grant import ORG
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.candidates.deciding import undecided
from workflows.inventory.candidates.register import CANDIDATES
from workflows.inventory.candidates.rules import DECIDERS, UNDECIDED
from workflows.inventory.persons import KEEPERS
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.rights import require_reader
from workflows.inventory.visibility import visible_system_ids_clause

MOST = 20


@dataclass(frozen=True)
class MyCandidate:
    """One tool that the reader declared, and what became of it."""

    ref: str
    name: str
    status: str
    status_label: str
    at: datetime
    target: str
    reason: str


@dataclass(frozen=True)
class DeclarePage:
    """How many candidates wait, what the reader declared, whether they decide, and whether they import systems."""

    undecided: int
    mine: tuple[MyCandidate, ...]
    decides: bool
    imports: bool


@dataclass(frozen=True)
class CandidatePage:
    """One candidate with the systems and uses it may turn out to be."""

    id: int
    ref: str
    name: str
    status: str
    status_label: str
    facts: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str], ...]
    decides: bool

    @property
    def waits(self) -> bool:
        """Whether it is still undecided."""
        return self.status == UNDECIDED


def declare_page(person: Any) -> DeclarePage:
    """What the page of declaring shows to anybody who is signed in."""
    tx = reading()
    rows = tx.scalars(
        select(RegisterRecord)
        .where(
            RegisterRecord.register == CANDIDATES.key,
            RegisterRecord.made_by_id == person.id,
            RegisterRecord.archived_at.is_(None),
        )
        .order_by(RegisterRecord.id.desc())
        .limit(MOST)
    )
    imports = any(one.role in KEEPERS and one.scope_key == ORG for one in person.grants)
    return DeclarePage(undecided(tx), tuple(_mine(row) for row in rows), _decides(person), imports)


def candidate_page(person: Any, candidate_id: int) -> CandidatePage:
    """One candidate; raises NotFound for whoever may not read it."""
    tx = reading()
    row = tx.get(RegisterRecord, candidate_id)
    if row is None or row.register != CANDIDATES.key:
        raise NotFound("not_found")
    require_reader(tx, person, CANDIDATES, row)
    body = body_of(row.body)
    facts = tuple((field.label, str(body[field.key])) for field in CANDIDATES.fields if body.get(field.key))
    return CandidatePage(
        id=row.id,
        ref=ref(CANDIDATES.prefix, row.id),
        name=row.title,
        status=row.status,
        status_label=CANDIDATES.status_label(row.status),
        facts=facts,
        offers=_offers(tx, person),
        decides=_decides(person),
    )


def _mine(row: RegisterRecord) -> MyCandidate:
    body = body_of(row.body)
    return MyCandidate(
        ref(CANDIDATES.prefix, row.id),
        row.title,
        row.status,
        CANDIDATES.status_label(row.status),
        row.made_at,
        str(body.get("outcome_target") or ""),
        str(body.get("outcome_reason") or ""),
    )


def _decides(person: Any) -> bool:
    return any(grant.role in DECIDERS for grant in getattr(person, "grants", ()))


def _offers(tx: Session, person: Any) -> tuple[tuple[str, str], ...]:
    """Systems and uses of tools that the reader sees, for suggestions while somebody types."""
    systems = tx.execute(
        select(AiSystem.id, AiSystem.name)
        .where(visible_system_ids_clause(person), AiSystem.archived_at.is_(None))
        .order_by(AiSystem.name_key)
        .limit(300)
    )
    uses = tx.execute(
        select(RegisterRecord.id, RegisterRecord.title)
        .join(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.register == "tool_use",
            RegisterRecord.archived_at.is_(None),
            visible_system_ids_clause(person),
        )
        .order_by(RegisterRecord.title_key)
        .limit(300)
    )
    return (
        *((ref("SYS", key), name) for key, name in systems),
        *((ref("USE", key), title) for key, title in uses),
    )
