"""Which open seats somebody may sign for others, for lists that draw many requests at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflows.approvals.home.folding import may, read
from workflows.approvals.home.lent_hits import delegator_of, lent_to


def lent_seats_of(tx: Session, me: int, now: datetime) -> dict[int, str]:
    """The seats by key, each with the name of whose it is; one statement, however many are lent."""
    by_seat: dict[int, list[Any]] = {}
    for row in read(tx, lent_to(me, now)):
        by_seat.setdefault(row.Seat.id, []).append(row)
    found = {key: delegator_of(rows, lambda row: may(row, now)) for key, rows in by_seat.items()}
    return {key: name for key, name in found.items() if name}
