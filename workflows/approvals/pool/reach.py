"""Whether the seats can still be filled by different people: pure, and told at once when they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import SeatMode, SeatStatus
from models.seat import Seat
from workflows.approvals.facts import view
from workflows.approvals.matching import assign, may_stay_empty
from workflows.approvals.pool.desk import overseers_now
from workflows.approvals.rules import RequestFacts, bars
from workflows.approvals.tally import APPROVING
from workflows.outbox import put
from workflows.people.standing import Standing, holders


def lost_groups(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """A seat of every group from which so many stepped back that it cannot reach its number any more."""
    groups: dict[str, list[Seat]] = {}
    for seat in seats:
        if seat.group_key and seat.mode == SeatMode.DECIDES:
            groups.setdefault(seat.group_key, []).append(seat)
    return tuple(
        group[0]
        for group in groups.values()
        if sum(1 for seat in group if seat.status != SeatStatus.FELL_AWAY) < (group[0].group_needs or 0)
    )


def lacking(seats: Iterable[Seat]) -> dict[str, tuple[list[str], int]]:
    """Of every group its open seats and how many signatures it still lacks: the other open ones may stay empty."""
    groups: dict[str, tuple[list[str], int]] = {}
    for seat in seats:
        if not seat.group_key:
            continue
        keys, needs = groups.get(seat.group_key, ([], seat.group_needs or 0))
        given = seat.status == SeatStatus.FILLED and seat.decision in APPROVING
        still = [*keys, seat.key] if seat.status == SeatStatus.OPEN else keys
        groups[seat.group_key] = still, needs - given
    return groups


def out_of_reach(seats: Sequence[Seat], people: Sequence[Standing], facts: RequestFacts) -> Seat | None:
    """A seat that nobody is left for, by a lost group or by too few persons; None while all can be filled."""
    lost = lost_groups(seats)
    if lost:
        return lost[0]
    still = {seat.key: seat for seat in seats if seat.status == SeatStatus.OPEN}
    able = {
        key: {one.person_id for one in people if not bars(one, view(seat), facts)}
        for key, seat in still.items()
    }
    _, missing = assign(may_stay_empty(able, lacking(seats)))
    return still[missing] if missing else None


def tell_out_of_reach(
    tx: Session,
    now: datetime,
    request: ApprovalRequest,
    seats: Sequence[Seat],
    facts: RequestFacts,
) -> str | None:
    """Tells whoever watches over the seats that one cannot be filled; gives its role, None when all can be."""
    roles = {seat.role for seat in seats if seat.status == SeatStatus.OPEN}
    people = holders(tx, roles, facts.scope_keys, now)
    seat = out_of_reach(seats, people, facts)
    if seat is None:
        return None
    told = [one.person_id for one in overseers_now(tx, facts, now)]
    put(tx, now, "seat:unreachable", ("request", request.uuid), f"stuck:{seat.uuid}:{now.isoformat()}", told)
    return seat.role
