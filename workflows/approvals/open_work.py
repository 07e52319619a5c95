"""Says what is open in the very words of the indexes of open work, so that no list reads a history.

An index over part of a table serves a statement only where the database can tell that the part is meant; a value
that is bound later does not say so.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, literal_column

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, RequestStatus, SeatStatus
from models.fulfilment import Fulfilment
from models.seat import Seat


def is_open(request: Any = ApprovalRequest) -> ColumnElement[bool]:
    """Whether a request is not decided."""
    found: ColumnElement[bool] = request.status.in_([_word(status.value) for status in OPEN_STATUSES])
    return found


def in_review(request: Any = ApprovalRequest) -> ColumnElement[bool]:
    """Whether a request is before its reviewers."""
    found: ColumnElement[bool] = request.status == _word(RequestStatus.IN_REVIEW.value)
    return found


def waits(seat: Any = Seat) -> ColumnElement[bool]:
    """Whether a seat waits for a signature now."""
    return and_(seat.status == _word(SeatStatus.OPEN.value), seat.turn_since.is_not(None))


def is_offered() -> ColumnElement[bool]:
    """Whether something is offered as the fulfilment of a condition and not judged yet."""
    found: ColumnElement[bool] = Fulfilment.status == _word("offered")
    return found


def _word(value: str) -> Any:
    """A status as a word of the statement itself; only ever one of our own."""
    return literal_column(f"'{value}'")
