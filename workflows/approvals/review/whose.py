"""Whose turn a request is, said from what the review page has read anyway; pure."""

from __future__ import annotations

from collections.abc import Sequence

from models.enums import SeatStatus
from workflows.approvals.policies.words import role_label
from workflows.approvals.pool.reach import lost_groups
from workflows.approvals.review.contents import RoundLine
from workflows.approvals.review.room import Room, seats_for_me, seats_lent_to_me, unfillable
from workflows.approvals.review.voices import PointLine
from workflows.approvals.turns import Turn, TurnFacts, TurnSeat, turn_of


def turn_here(room: Room, rounds: Sequence[RoundLine], points: Sequence[PointLine]) -> Turn:
    """Whose turn it is on this page, for this reader."""
    request, last = room.request, rounds[-1] if rounds else None
    mine = {seat.id for seat in seats_for_me(room)} | {seat.id for seat, _ in seats_lent_to_me(room)}
    stuck = unfillable(room) if room.is_open else frozenset()
    turn = [seat for seat in room.seats if seat.status == SeatStatus.OPEN and seat.turn_since]
    opener = room.name(request.opened_by_id)
    return turn_of(
        TurnFacts(
            status=request.status,
            turn_since=request.turn_since,
            now=room.now,
            on_hold=request.on_hold,
            expires_at=request.expires_at,
            detail=request.detail,
            seats=[
                TurnSeat(role_label(s.all_roles), s.turn_since, s.id in mine, s.id not in stuck) for s in turn
            ],
            team=[opener] if opener else [],
            in_team=room.reader.person_id in room.facts.team,
            leads=room.reader.holds("ai_governance_lead", room.facts.scope_keys),
            round_number=request.round_number,
            cause=last.cause if last else "",
            handed_in_by=last.by if last else "",
            points_open=sum(1 for point in points if point.answered_at is None),
            points=len(points),
            lost=[role_label(seat.all_roles) for seat in lost_groups(room.seats)],
        )
    )
