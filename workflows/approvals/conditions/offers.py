"""Reads what was offered to show that a condition is met, with the evidence and the verdicts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.evidence import Evidence
from models.fulfilment import Fulfilment, FulfilmentEvidence
from models.person import Person
from workflows.approvals.conditions.judging import digest_of
from workflows.approvals.evidence.queries import EvidenceRow, rows_of
from workflows.approvals.policies.words import role_label


@dataclass(frozen=True)
class Offer:
    """One offer with what became of it; `digest` is what a verdict covers."""

    uuid: str
    text: str
    by: str
    by_id: int
    at: datetime
    status: str
    evidence: tuple[EvidenceRow, ...]
    digest: str
    decided_by: str
    role: str
    decided_at: datetime | None
    reason: str
    statement: str
    method: str


def offers_of(tx: Session, condition_id: int) -> tuple[Offer, ...]:
    """All offers, the newest first."""
    rows = tx.execute(
        select(Fulfilment, Person.name)
        .join(Person, Person.id == Fulfilment.by_id)
        .where(Fulfilment.condition_id == condition_id)
        .order_by(Fulfilment.id.desc())
    ).all()
    evidence = _evidence(tx, [one.id for one, _ in rows]) if rows else {}
    return tuple(_offer(one, name, evidence.get(one.id, ())) for one, name in rows)


def _offer(one: Fulfilment, name: str, evidence: tuple[EvidenceRow, ...]) -> Offer:
    return Offer(
        uuid=one.uuid,
        text=one.text,
        by=name,
        by_id=one.by_id,
        at=one.at,
        status=one.status,
        evidence=evidence,
        digest=digest_of(one, [(piece.uuid, piece.sha256) for piece in evidence]),
        decided_by=one.printed_name,
        role=role_label(one.role) if one.role else "",
        decided_at=one.decided_at,
        reason=one.reason,
        statement=one.statement,
        method=one.authenticated_by,
    )


def _evidence(tx: Session, keys: list[int]) -> dict[int, tuple[EvidenceRow, ...]]:
    found = tx.execute(
        select(FulfilmentEvidence.fulfilment_id, Evidence)
        .join(Evidence, Evidence.id == FulfilmentEvidence.evidence_id)
        .where(FulfilmentEvidence.fulfilment_id.in_(keys))
        .order_by(Evidence.id)
    ).all()
    rows = {row.id: row for row in rows_of(tx, [piece for _, piece in found])}
    by: dict[int, list[EvidenceRow]] = defaultdict(list)
    for key, piece in found:
        by[key].append(rows[piece.id])
    return {key: tuple(pieces) for key, pieces in by.items()}
