"""Lays out the seats of a request at its submission, and refuses one that nobody could ever decide."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import SeatMode, SeatStatus
from models.seat import Seat
from workflows.approvals.evaluating import NO_SEAT, Verdict
from workflows.approvals.policies.body import SeatRule
from workflows.approvals.policies.words import role_label
from workflows.approvals.rounds import clear_seat
from workflows.approvals.rules import RequestFacts, SeatView, bars_of_submission
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.people.standing import holders


def candidates(
    tx: Session, rules: Sequence[SeatRule], facts: RequestFacts, at: datetime
) -> tuple[dict[str, frozenset[int]], frozenset[str]]:
    """Who could fill each seat if it were submitted now, and the roles that anybody holds here.

    A seat of an n-of-m group stands m times in `rules`, each with a key of its own.
    """
    people = holders(tx, {rule.role for rule in rules}, facts.scope_keys, at)
    able: dict[str, frozenset[int]] = {}
    for number, rule in enumerate(rules):
        seat = SeatView(
            -1 - number,
            rule.key,
            rule.role,
            role_label(rule.all_roles),
            str(rule.mode),
            "open",
            None,
            also=rule.also,
        )
        holding = [person for person in people if person.holds(rule.role, facts.scope_keys)]
        able[rule.key] = frozenset(p.person_id for p in holding if not bars_of_submission(p, seat, facts))
    held = {grant.role for one in people for grant in one.grants if grant.scope_key in facts.scope_keys}
    return able, frozenset(held)


def require_fillable(verdict: Verdict) -> None:
    """Raises Refused naming the seat that different people cannot fill, or the missing independent one."""
    if verdict.unfillable == NO_SEAT:
        raise Refused("no_seats")
    if verdict.unfillable is not None:
        rule = next(rule for rule in verdict.rules if rule.key == verdict.unfillable)
        raise Refused("seat_cannot_be_filled", role=role_label(rule.all_roles))
    if verdict.no_independent:
        raise Refused("no_independent_seat")


def lay_seats(
    tx: Session,
    request: ApprovalRequest,
    rules: Sequence[SeatRule],
    gone: frozenset[str],
    present: Sequence[Seat],
) -> list[Seat]:
    """Makes the seats that the rules ask for; those that stand already keep their signatures.

    Seats of an earlier policy that the rules no longer ask for become not needed.
    """
    have = {seat.key: seat for seat in present}
    wanted = []
    for rule in rules:
        seat = have.get(rule.key) or _new_seat(request, rule)
        seat.step, seat.mode = rule.step, str(rule.mode)
        seat.group_key, seat.group_needs = rule.group_key, rule.needs
        seat.also, seat.alternative, seat.veto = json.dumps(sorted(rule.also)), rule.alternative, rule.veto
        seat.scope = json.dumps(sorted(rule.scope))
        if rule.key in gone:
            seat.status, seat.note_code = SeatStatus.FELL_AWAY.value, "advice_fell_away"
        elif seat.status == SeatStatus.FELL_AWAY:
            seat.status, seat.note_code = SeatStatus.OPEN.value, None
        tx.add(seat)
        wanted.append(seat)
    for key, seat in have.items():
        if key not in {rule.key for rule in rules}:
            if seat.signature_id is not None:
                clear_seat(tx, seat, "cleared_by_policy", {})
            seat.status, seat.mode = SeatStatus.FELL_AWAY.value, SeatMode.ADVISES.value
    tx.flush()
    return wanted


def _new_seat(request: ApprovalRequest, rule: SeatRule) -> Seat:
    return Seat(
        uuid=uuid7(),
        request_id=request.id,
        key=rule.key,
        role=rule.role,
        step=rule.step,
        mode=str(rule.mode),
        status=SeatStatus.OPEN.value,
    )
