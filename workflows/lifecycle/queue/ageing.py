"""The ages of open requests by gate, beside how long decisions took in the last year; what the ageing chart draws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.subject import Subject
from workflows.approvals.policies.vocabulary import POLICY_GATES
from workflows.approvals.policies.words import gate_label
from workflows.ground.ids import ref
from workflows.lifecycle.queue.figures import Figures
from workflows.lifecycle.queue.lanes import in_sight, is_late
from workflows.lifecycle.queue.wanted import QueueFilter, conditions
from workflows.people.queries import SignedIn

DAY = 86400
MOST = 5_000
"""Open requests that a chart looks at; an organisation with more of them has another problem."""


@dataclass(frozen=True)
class Mark:
    """One open request: its age in days since it was handed in, and whether it is overdue."""

    ref: str
    gate: str
    age_days: float
    late: bool


@dataclass(frozen=True)
class AgeLine:
    """A gate: its marks with the oldest first, and the days within which 50 and 85 of 100 were decided."""

    gate: str
    gate_label: str
    count: int
    late: int
    marks: tuple[Mark, ...]
    half: float | None
    most: float | None

    @property
    def oldest(self) -> Mark | None:
        """The oldest open request of the gate."""
        return self.marks[0] if self.marks else None


def ageing(
    tx: Session, reader: SignedIn, wanted: QueueFilter, found: Figures, now: datetime
) -> tuple[AgeLine, ...]:
    """The gates with open requests that fit; one statement."""
    marks = _marks(tx, reader, wanted, now)
    return tuple(_line(gate, marks[gate], found) for gate in POLICY_GATES if gate in marks)


def _line(gate: str, marks: list[Mark], found: Figures) -> AgeLine:
    pace = found.pace.get((gate, ""))
    return AgeLine(
        gate,
        gate_label(gate),
        len(marks),
        sum(mark.late for mark in marks),
        tuple(marks),
        pace.median_s / DAY if pace and pace.median_s is not None else None,
        pace.p85_s / DAY if pace and pace.p85_s is not None else None,
    )


def _marks(tx: Session, reader: SignedIn, wanted: QueueFilter, now: datetime) -> dict[str, list[Mark]]:
    rows = tx.execute(
        select(
            ApprovalRequest.id,
            ApprovalRequest.gate,
            ApprovalRequest.first_submitted_at.label("at"),
            is_late(now).label("late"),
        )
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(in_sight(reader), ApprovalRequest.first_submitted_at.is_not(None), *conditions(wanted, now))
        .order_by(ApprovalRequest.first_submitted_at, ApprovalRequest.id)
        .limit(MOST)
    )
    found: dict[str, list[Mark]] = {}
    for row in rows:
        age = (now - row.at).total_seconds() / DAY
        found.setdefault(row.gate, []).append(Mark(ref("REQ", row.id), row.gate, age, bool(row.late)))
    return found
