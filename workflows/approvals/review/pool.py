"""Who has taken a seat, who was asked to sign it, and what the reader may do about it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.enums import RequestStatus, SeatStatus
from models.seat import Seat
from workflows.approvals.facts import view
from workflows.approvals.machine import is_final
from workflows.approvals.policies.words import role_label
from workflows.approvals.pool.claims import LASTS
from workflows.approvals.pool.desk import overseers
from workflows.approvals.review.room import Room, open_seats
from workflows.approvals.rules import bars
from workflows.approvals.turns import is_over


@dataclass(frozen=True)
class PoolSeat:
    """An open seat whose turn it is: who took it until when, who was asked, and whether the reader may take it."""

    key: str
    role_label: str
    taken_by: str
    taken_until: datetime | None
    mine: bool
    asked: str
    asked_you: bool
    may_take: bool


@dataclass(frozen=True)
class PoolPart:
    """The seats with what the reader may do: take one, give it back, assign one, nudge whoever has the turn."""

    seats: tuple[PoolSeat, ...]
    may_assign: bool
    may_nudge: bool
    nudged_at: datetime | None

    @property
    def offers(self) -> bool:
        """Whether there is anything to show."""
        noted = any(seat.taken_by or seat.asked or seat.may_take for seat in self.seats)
        return noted or self.may_assign or self.may_nudge


def pool_part(room: Room, nudged_at: datetime | None, submit_by: frozenset[str]) -> PoolPart:
    """What the page shows of the pool."""
    me, request = room.reader.person_id, room.request
    turn = [seat for seat in room.seats if seat.status == SeatStatus.OPEN and seat.turn_since is not None]
    seats = tuple(_seat(room, seat) for seat in turn) if room.is_open else ()
    watching = {one.person_id for one in overseers(list(room.people), room.facts)}
    goes_on = not (
        is_final(request.status)
        or request.on_hold
        or is_over(request.status, request.expires_at, room.now)
        or (request.status != RequestStatus.IN_REVIEW and me in room.facts.team)
    )
    return PoolPart(seats, bool(seats) and me in watching, goes_on and _waits(room, submit_by), nudged_at)


def _seat(room: Room, seat: Seat) -> PoolSeat:
    me = room.reader.person_id
    until = seat.claimed_at + LASTS if seat.claimed_at is not None else None
    keeps = seat.claimed_by_id is not None and until is not None and until > room.now
    others = [one for one in room.holders(seat.role) if not bars(one, view(seat), room.facts)]
    alike = any(one.key == seat.key for one in open_seats(room))
    may = alike and len(others) > 1 and any(one.person_id == me for one in others)
    return PoolSeat(
        key=seat.key,
        role_label=role_label(seat.all_roles),
        taken_by=room.name(seat.claimed_by_id) if keeps else "",
        taken_until=until if keeps else None,
        mine=keeps and seat.claimed_by_id == me,
        asked=room.name(seat.assigned_to_id),
        asked_you=seat.assigned_to_id == me,
        may_take=may and not (keeps and seat.claimed_by_id == me),
    )


def _waits(room: Room, submit_by: frozenset[str]) -> bool:
    me, request = room.reader.person_id, room.request
    if me == request.opened_by_id or me in room.facts.team or me in room.facts.submitters:
        return True
    roles = {"ai_governance_lead", *submit_by}
    return any(room.reader.holds(role, room.facts.scope_keys) for role in roles)
