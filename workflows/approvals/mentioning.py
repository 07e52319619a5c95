"""Tells the people whom a remark names, written as @ and their name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.person import Person
from workflows.ground.ids import uuid7
from workflows.outbox import put

MOST = 20
"""So many people one remark calls at most."""


def mention(tx: Session, now: datetime, request: ApprovalRequest, text: str, author_id: int) -> None:
    """Puts into the outbox who is named in a remark; whoever may not see the request is not told of it."""
    if "@" not in text:
        return
    said = text.casefold()
    people = tx.execute(select(Person.id, Person.name).where(Person.active).order_by(Person.id))
    named = [key for key, name in people if key != author_id and f"@{name.casefold()}" in said]
    if named:
        put(tx, now, "request:mentioned", ("request", request.uuid), f"remark:{uuid7()}", named[:MOST])
