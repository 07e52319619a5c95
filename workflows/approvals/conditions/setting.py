"""Puts the conditions of an approved request in force and tells their owners."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from workflows.outbox import put


def open_conditions(tx: Session, now: datetime, request: ApprovalRequest) -> None:
    """Opens what the seats proposed; called in the transaction that approves the request."""
    proposed = select(Condition).where(Condition.request_id == request.id, Condition.status == "proposed")
    for condition in tx.scalars(proposed.order_by(Condition.id)):
        condition.status = "open"
        put(tx, now, "condition:set", ("condition", condition.uuid), "set", [condition.owner_id])
