"""What a version has to catch up: must-items and seats of gates that it passed over or passed under a lower tier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Level, SeatMode
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import PolicyBody, SeatRule, load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.when import AskedItem, Situation, items_for, seats_for


def catch_up(
    tx: Session,
    request: ApprovalRequest,
    body: PolicyBody,
    situation: Situation,
    gates: Sequence[str],
    approved_as: str | None,
) -> More:
    """What these gates ask in the request's tier and neither its own policy nor the tier of then had asked.

    Without `approved_as` the gates were never passed (adoption): then their whole checklist is asked, and the seats
    stay those of the request's own policy.
    """
    at = request.opened_at
    asked = [
        (
            load(policy_in_force(tx, str(gate), request.tier, at).body),
            load(policy_in_force(tx, str(gate), approved_as, at).body) if approved_as else None,
        )
        for gate in gates
    ]
    return caught_up(body, situation, asked)


def caught_up(
    body: PolicyBody, situation: Situation, gates: Iterable[tuple[PolicyBody, PolicyBody | None]]
) -> More:
    """The same of policies at hand: of each gate the one of the tier now and the one of then; pure."""
    have = {item.key for item in body.items}
    roles = _roles(seat for seat in body.seats if seat.mode is SeatMode.DECIDES)
    items: list[AskedItem] = []
    seats: list[SeatRule] = []
    for now, then in gates:
        for asked in _musts(now, situation):
            if asked.item.key not in have and asked.item.key not in _must_keys(then, situation):
                have.add(asked.item.key)
                items.append(asked)
        for seat in _grown_seats(now, then, situation):
            if seat.role not in roles:
                roles |= _roles([seat])
                seats.append(seat)
    return More(tuple(items), _renamed(seats, body))


def _musts(body: PolicyBody, situation: Situation) -> list[AskedItem]:
    return [asked for asked in items_for(body, situation) if asked.level is Level.MUST]


def _must_keys(body: PolicyBody | None, situation: Situation) -> frozenset[str]:
    return frozenset(asked.item.key for asked in _musts(body, situation)) if body else frozenset()


def _grown_seats(now: PolicyBody, then: PolicyBody | None, situation: Situation) -> list[SeatRule]:
    if then is None:
        return []
    before = _roles(seats_for(then, situation))
    deciding = [s for s in seats_for(now, situation) if s.mode is SeatMode.DECIDES and not s.group_key]
    return [seat for seat in deciding if seat.role not in before]


def _roles(seats: Iterable[SeatRule]) -> set[str]:
    """Every role that is heard in these seats; a merged seat stands for several."""
    return {role for seat in seats for role in (seat.role, *seat.also)}


def _renamed(seats: Sequence[SeatRule], body: PolicyBody) -> tuple[SeatRule, ...]:
    """Seats under keys that the request's own policy does not use."""
    taken = {seat.key for seat in body.seats}
    return tuple(replace(s, key=f"caught_up.{s.role}") if s.key in taken else s for s in seats)
