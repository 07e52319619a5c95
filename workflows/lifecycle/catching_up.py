"""What a version has to catch up: must-items and seats of gates that it passed over or passed under a lower tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Level, SeatMode
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import PolicyBody, SeatRule, load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.when import AskedItem, Situation, items_for, seats_for


def catch_up(
    tx: Session, request: ApprovalRequest, body: PolicyBody, situation: Situation, gates: Sequence[str]
) -> More:
    """The must-items and deciding roles of these gates, in this request's tier, that its own policy does not have."""
    have_items = {item.key for item in body.items}
    have_roles = {seat.role for seat in body.seats if seat.mode is SeatMode.DECIDES}
    items: list[AskedItem] = []
    seats: list[SeatRule] = []
    for gate in gates:
        other = load(policy_in_force(tx, str(gate), request.tier, request.turn_since).body)
        for asked in items_for(other, situation):
            if asked.level is Level.MUST and asked.item.key not in have_items:
                have_items.add(asked.item.key)
                items.append(asked)
        for seat in seats_for(other, situation):
            if seat.mode is SeatMode.DECIDES and seat.role not in have_roles and not seat.group_key:
                have_roles.add(seat.role)
                seats.append(seat)
    return More(tuple(items), _renamed(seats, body))


def _renamed(seats: Sequence[SeatRule], body: PolicyBody) -> tuple[SeatRule, ...]:
    """Seats under keys that the request's own policy does not use."""
    taken = {seat.key for seat in body.seats}
    return tuple(replace(s, key=f"caught_up.{s.role}") if s.key in taken else s for s in seats)
