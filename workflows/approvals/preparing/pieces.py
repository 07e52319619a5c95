"""What the editor shows of one item: its help, its answer, its evidence, and what a change of it would do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answer import Answer
from models.answer_evidence import AnswerEvidence
from models.enums import Level, SeatStatus
from models.evidence import Evidence
from models.person import Person
from models.seat import Seat
from workflows.approvals.evidence.queries import EvidenceRow, rows_of, usable_evidence
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.parts import Item
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing.crew import Supplier
from workflows.approvals.preparing.desk import Said
from workflows.approvals.preparing.points import AskedPoint
from workflows.approvals.sealing import signed_by


@dataclass(frozen=True)
class AnswerLine:
    """The answer as it is stored; `revision` is 0 while there is none."""

    text: str = ""
    status: str = "not_started"
    reason: str = ""
    inherited: str = ""
    by: str = ""
    at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True)
class RecordLine:
    """A register record that satisfies the item."""

    ref: str
    kind: str
    version: int
    digest: str


@dataclass(frozen=True)
class ItemPage:
    """The selected item with everything one needs to answer it."""

    item: Item
    level: str
    status: str
    module: str
    answer: AnswerLine
    supplier: Supplier
    records: tuple[RecordLine, ...]
    evidence: tuple[EvidenceRow, ...]
    usable: tuple[EvidenceRow, ...]
    points: tuple[AskedPoint, ...]
    prices: tuple[Said, ...]
    clears: tuple[str, ...]
    following: str

    @property
    def is_should(self) -> bool:
        """Whether it may be set aside or left open with a reason."""
        return self.level == Level.SHOULD


def answer_line(tx: Session, request_id: int, key: str) -> AnswerLine:
    """The stored answer of an item, in one statement."""
    row = tx.execute(
        select(Answer, Person.name)
        .outerjoin(Person, Person.id == Answer.answered_by_id)
        .where(Answer.request_id == request_id, Answer.item_key == key)
    ).one_or_none()
    if row is None:
        return AnswerLine()
    answer, by = row
    return AnswerLine(
        answer.text,
        answer.status,
        answer.reason,
        answer.inherited,
        by or "",
        answer.answered_at,
        answer.revision,
    )


def evidence_lines(tx: Session, request_id: int, key: str) -> tuple[EvidenceRow, ...]:
    """The evidence behind an item, in the order in which it was added; two statements."""
    found = tx.scalars(
        select(Evidence)
        .join(AnswerEvidence, AnswerEvidence.evidence_id == Evidence.id)
        .where(
            AnswerEvidence.request_id == request_id,
            AnswerEvidence.item_key == key,
            AnswerEvidence.removed_at.is_(None),
        )
        .order_by(AnswerEvidence.id)
    )
    return rows_of(tx, found)


def usable_lines(tx: Session, system_id: int, there: Sequence[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    """Evidence of the system that is not behind the item yet, the newest first; two statements."""
    have = {row.id for row in there}
    return tuple(row for row in usable_evidence(tx, [system_id]) if row.id not in have)


def record_lines(records: Sequence[LinkedRecord]) -> tuple[RecordLine, ...]:
    """The records behind an item."""
    return tuple(RecordLine(one.ref, one.kind, one.version, one.digest) for one in records)


def signers_cleared(seats: Sequence[Seat], names: dict[int, str], key: str) -> tuple[str, ...]:
    """Whose signatures fall when this item changes: the live ones whose seat covers it, with role."""
    found = []
    for seat in seats:
        scope = json.loads(seat.scope)
        if seat.status == SeatStatus.FILLED and seat.holder_id and (not scope or key in scope):
            who = signed_by(names.get(seat.holder_id, ""), names.get(seat.for_id or 0, ""))
            found.append(f"{who}, {role_label(seat.all_roles)}")
    return tuple(found)
