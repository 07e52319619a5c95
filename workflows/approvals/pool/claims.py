"""When a claim on a seat still keeps others out, and how it ends; a claim never lasts for ever."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from models.seat import Seat
from workflows.approvals.facts import view
from workflows.approvals.rules import RequestFacts, bars
from workflows.ground.refused import Conflict
from workflows.people.delegating.away import away
from workflows.people.standing import Standing, standing_of

LASTS = timedelta(days=3)
"""How long a claim keeps others out: a weekend between taking a seat and signing it does not end it."""


def taken(seat: Seat, me: int, now: datetime) -> bool:
    """Whether somebody else took the seat not long ago; what became of that person only `keeper` knows."""
    if seat.claimed_by_id is None or seat.claimed_at is None or seat.claimed_by_id == me:
        return False
    return now < seat.claimed_at + LASTS


def not_taken(me: int, now: datetime) -> ColumnElement[bool]:
    """The opposite of `taken`, for the seats of a query."""
    return ~and_(Seat.claimed_by_id.is_not(None), Seat.claimed_by_id != me, Seat.claimed_at > now - LASTS)


def keeper(tx: Session, seat: Seat, me: int, facts: RequestFacts, now: datetime) -> Standing | None:
    """Who keeps the seat from `me`; nobody once they lost the role, left, went away or let the time pass."""
    if not taken(seat, me, now) or seat.claimed_by_id is None:
        return None
    person = standing_of(tx, seat.claimed_by_id, now)
    if person is None or bars(person, view(seat), facts) or away(tx, now, [person.person_id]):
        return None
    return person


def require_free(
    tx: Session, seat: Seat, persons: Collection[int], facts: RequestFacts, now: datetime
) -> None:
    """Raises Conflict when somebody other than these persons keeps the seat.

    They give it back, or the governance lead assigns it.
    """
    person = None if seat.claimed_by_id in persons else keeper(tx, seat, 0, facts, now)
    if person is not None and seat.claimed_at is not None:
        raise Conflict("seat_claimed", name=person.name, until=seat.claimed_at + LASTS)
