"""What columns above do when a condition is overdue: they register here, and are called inside the act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.subject import Subject

Overdue = Callable[[Session, datetime, Subject, ApprovalRequest, Condition], bool]

_overdue: list[Overdue] = []


def on_overdue(listener: Overdue) -> Overdue:
    """Calls `listener(tx, now, subject, request, condition)` while a condition is overdue that asks for a review.

    It is called again and again, with subject, request and condition locked, and says whether it did something.
    """
    if listener not in _overdue:
        _overdue.append(listener)
    return listener


def tell_overdue(
    tx: Session, now: datetime, subject: Subject, request: ApprovalRequest, condition: Condition
) -> bool:
    """Tells all listeners that the condition is overdue; whether one of them did something."""
    done = [listener(tx, now, subject, request, condition) for listener in _overdue]
    return any(done)
