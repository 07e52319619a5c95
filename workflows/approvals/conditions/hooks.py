"""What columns above do when a condition is overdue: they register here, and are called inside the act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.subject import Subject

Overdue = Callable[[Session, datetime, Subject, ApprovalRequest, Condition], None]

_overdue: list[Overdue] = []


def on_overdue(listener: Overdue) -> Overdue:
    """Calls `listener(tx, now, subject, request, condition)` once for a condition that has become overdue.

    Subject, request and condition are locked by then.
    """
    if listener not in _overdue:
        _overdue.append(listener)
    return listener


def tell_overdue(
    tx: Session, now: datetime, subject: Subject, request: ApprovalRequest, condition: Condition
) -> None:
    """Tells all listeners that the condition is overdue."""
    for listener in _overdue:
        listener(tx, now, subject, request, condition)
