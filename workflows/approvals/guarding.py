"""What stands between a person and a signature, asked on locked rows in the order in which a person would ask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.enums import Decision, RequestStatus, SeatMode, SeatStatus
from models.seat import Seat
from workflows.approvals.facts import view
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.pool.claims import require_free
from workflows.approvals.rules import Bar, bars, breaks_independence
from workflows.approvals.terms import check_terms, check_until
from workflows.approvals.words import say_bar
from workflows.ground.refused import Conflict, Refused, Stale

if TYPE_CHECKING:
    from workflows.approvals.signing import Act, Sign

APPROVING = frozenset({Decision.APPROVE, Decision.APPROVE_WITH_CONDITIONS})
ADVICE = frozenset({Decision.ADVISE_FOR, Decision.ADVISE_AGAINST, Decision.RECUSE})


def guard(act: Act, command: Sign, ahead: bool = False) -> None:
    """Refuses: is it open, is it what I read, may I, is it complete; raises Conflict, Stale or Refused.

    `ahead` for a vote, which is cast before the seat has its turn and guarded again when it becomes a signature.
    """
    request, seat = act.request, act.seat
    later_point = (
        request.status == RequestStatus.CHANGES_REQUESTED and command.decision == Decision.REQUEST_CHANGES
    )
    if request.status != RequestStatus.IN_REVIEW and not later_point:
        raise Conflict("not_in_review_now", status=request.status)
    if request.on_hold:
        raise Conflict("request_on_hold")
    if command.digest != act.round.digest:
        raise Stale("content_moved", field="digest", round=act.round.number)
    for bar in _bars(act):
        raise Refused(say_bar(bar), **dict(bar.params))
    if seat.status != SeatStatus.OPEN:
        raise Conflict("seat_taken")
    if seat.turn_since is None and not later_point and not ahead:
        raise Conflict("not_your_step")
    if command.decision != Decision.RECUSE:
        require_free(act.tx, seat, _people(act), act.facts.request, act.now)
    _guard_decision(act, command)


def _bars(act: Act) -> tuple[Bar, ...]:
    if act.lender is not None:
        return act.lender.bars(act.standing, view(act.seat), act.facts.request, act.now)
    return bars(act.standing, view(act.seat), act.facts.request)


def _guard_decision(act: Act, command: Sign) -> None:
    """What the chosen decision itself asks for: fitting the seat, reasons, terms, evidence that was looked at."""
    advises = act.seat.mode == SeatMode.ADVISES
    if command.decision not in set(Decision) or (command.decision in ADVICE - {Decision.RECUSE}) != (
        advises and command.decision != Decision.RECUSE
    ):
        raise Refused("decision_does_not_fit", field="decision")
    kind = kind_of(act.request)
    if not advises and kind.decisions and command.decision not in (*kind.decisions, Decision.RECUSE):
        raise Refused("decision_does_not_fit", field="decision")
    if act.lender is not None and command.decision == Decision.RECUSE:
        raise Refused("recuse_in_person", field="decision", delegator=act.lender.name)
    against = any(s.decision == Decision.ADVISE_AGAINST for s in act.seats)
    silent = command.decision in (Decision.APPROVE, Decision.ADVISE_FOR)
    if not command.reason.strip() and (not silent or (against and command.decision in APPROVING)):
        raise Refused("advice_reason" if silent else "decision_reason", field="reason")
    items = json.loads(act.round.bundle)["items"]
    # The items of a confirmation are a worklist: they never stand in the way of its decision.
    asked = items if by_team(act.request.kind) else {}
    check_until(command.decision, command.go_on_until, kind.asks_until, act.now.date())
    check_terms(command.decision, command.conditions, command.points, asked, act.body, act.now, act.seats)
    if command.decision not in APPROVING:
        return
    seat = view(act.seat)
    if act.body.independent_seat and breaks_independence(
        _people(act), seat, tuple(view(s) for s in act.seats if not _spared(s, act)), act.facts.request
    ):
        raise Refused("independent_seat_missing")
    _guard_ticks(act, command, items)


def _spared(other: Seat, act: Act) -> bool:
    """Whether nobody needs to fill this open seat any more once the act's own is signed: its group is met then."""
    if not other.group_key or other.group_key != act.seat.group_key or other.id == act.seat.id:
        return False
    signed = sum(s.group_key == other.group_key and s.decision in APPROVING for s in act.seats)
    return other.status == SeatStatus.OPEN and signed + 1 >= (other.group_needs or 0)


def _people(act: Act) -> set[int]:
    """The signer, and whoever they sign for."""
    return {act.standing.person_id} | ({act.lender.person_id} if act.lender is not None else set())


def _guard_ticks(act: Act, command: Sign, items: dict[str, Any]) -> None:
    wanted = {
        int(piece["ref"].removeprefix("EV-"))
        for key, item in items.items()
        for piece in item["evidence"]
        if not json.loads(act.seat.scope) or key in json.loads(act.seat.scope)
    }
    unseen = wanted - act.facts.ticked
    if unseen and (act.body.tier == "high" or not command.unchecked_is_fine):
        code = "evidence_unchecked_blocks" if act.body.tier == "high" else "evidence_unchecked"
        raise Refused(
            code, field="decision", count=len(unseen), files=", ".join(f"EV-{k}" for k in sorted(unseen))
        )
