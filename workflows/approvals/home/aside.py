"""Whether a row of Home is put aside, and what wakes it: a new round, another turn, or time running out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.snooze import Snooze
from workflows.approvals.home.hits import CONDITION


def of_reader(me: int, what: Any) -> ColumnElement[bool]:
    """Joins a hit to what this person put aside."""
    condition = and_(what == CONDITION, Snooze.kind == "condition", Snooze.thing_id == Condition.id)
    request = and_(what != CONDITION, Snooze.kind == "request", Snooze.thing_id == ApprovalRequest.id)
    return and_(Snooze.person_id == me, or_(condition, request))


def aside_until(row: Any, now: datetime) -> datetime | None:
    """Until when the row stays aside; None when it is awake."""
    snooze: Snooze | None = row.Snooze
    if snooze is None or snooze.until_at <= now:
        return None
    if row.what == CONDITION:
        woke = [row.Condition.overdue_at]
    else:
        request: ApprovalRequest = row.ApprovalRequest
        woke = [request.turn_since, row.round_at, request.due_at, request.late_at, request.very_late_at]
    if any(at is not None and snooze.made_at < at <= now for at in woke):
        return None
    return snooze.until_at
