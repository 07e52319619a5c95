"""When a condition is overdue: said by the clock at the moment somebody asks, never by a mark that a sweep left."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from workflows.ground.ids import ref
from workflows.people.days import zone_of

OPEN = "open"
BLOCKS, DENIES, REVIEW = "blocks_next_gate", "denies_deploy", "suspension_review"


def end_of(day: date, zone: str | None) -> datetime:
    """The instant at which a day is over where the organisation is."""
    return datetime.combine(day + timedelta(days=1), time.min, zone_of(zone))


def is_overdue(condition: Condition, now: datetime) -> bool:
    """Whether a condition in force is past its day."""
    if condition.status != OPEN:
        return False
    return condition.due_at <= now if condition.due_at else condition.due_on < now.date()


def overdue(now: datetime) -> ColumnElement[bool]:
    """The same as a clause; a row from before due instants were kept is judged by its day."""
    return and_(
        Condition.status == OPEN,
        or_(Condition.due_at <= now, and_(Condition.due_at.is_(None), Condition.due_on < now.date())),
    )


def overdue_of_subject(subject_id: Any, now: datetime, *consequences: str) -> Select[Any]:
    """Keys of the overdue conditions of all approvals of a subject, of these consequences or of any."""
    found = (
        select(Condition.id)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .where(ApprovalRequest.subject_id == subject_id, overdue(now))
        .order_by(Condition.id)
    )
    return found.where(Condition.consequence.in_(consequences)) if consequences else found


def overdue_refs(tx: Session, subject_id: int, now: datetime, *consequences: str) -> tuple[str, ...]:
    """The refs of the overdue conditions of a subject; one statement."""
    return tuple(ref("COND", key) for key in tx.scalars(overdue_of_subject(subject_id, now, *consequences)))
