"""What a policy would have changed for one request: the difference between two verdicts, with its reasons; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.enums import SeatMode, SeatStatus
from workflows.approvals.evaluating import NO_SEAT, Outcome, Verdict
from workflows.approvals.policies.parts import SeatRule
from workflows.approvals.tally import SeatState


class Turn(StrEnum):
    """What would become of the request: the first four flip its outcome, the last two change the work for it."""

    STOPPED = "stopped"
    LET_THROUGH = "let_through"
    REFUSED = "refused"
    STUCK = "stuck"
    MORE = "more"
    LESS = "less"


FLIPS = frozenset({Turn.STOPPED, Turn.LET_THROUGH, Turn.REFUSED, Turn.STUCK})


@dataclass(frozen=True)
class Difference:
    """What differs: open items, seats nobody signed or could sign, seats asked for the first time or no longer.

    Seats are given by their roles, `+` between those of a merged seat.
    """

    turn: Turn
    was: str
    would: str
    items: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    nobody: str | None = None
    no_independent: bool = False
    new_seats: tuple[str, ...] = ()
    gone_seats: tuple[str, ...] = ()


def difference(
    was: Verdict, would: Verdict, outcome: Outcome, asked: Iterable[SeatState] = ()
) -> Difference | None:
    """What `would` changes against `was` for a request whose real outcome is `outcome`; None when nothing does.

    `asked` are the seats the request really has; without them those of `was` are taken.
    """
    before = {_roles(seat) for seat in asked if seat.status != SeatStatus.FELL_AWAY} or {
        rule.all_roles for rule in was.rules if rule.key not in was.gone
    }
    after = _asked_now(would)
    known = {*was.open_blocking, *was.open_must, *was.unexplained}
    items = tuple(k for k in (*would.open_blocking, *would.open_must, *would.unexplained) if k not in known)
    new = tuple(sorted(after - before))
    gone = tuple(sorted(before - after))
    turn = _turn(outcome, would.outcome) or (Turn.MORE if items or new else Turn.LESS if gone else None)
    if turn is None:
        return None
    return Difference(
        turn=turn,
        was=outcome.value,
        would=would.outcome.value,
        items=items,
        waiting=tuple(sorted({_roles(s) for s in would.states if _still_open(s, would)})),
        nobody=_nobody(would),
        no_independent=would.no_independent,
        new_seats=new,
        gone_seats=gone,
    )


def _turn(was: Outcome, would: Outcome) -> Turn | None:
    if was is would:
        return None
    if would is Outcome.APPROVED:
        return Turn.LET_THROUGH
    if would is Outcome.REJECTED:
        return Turn.REFUSED
    if was is Outcome.APPROVED or (would is Outcome.INCOMPLETE and was is Outcome.PENDING):
        return Turn.STOPPED
    if was is Outcome.REJECTED:
        return Turn.LET_THROUGH
    return Turn.STUCK if would in (Outcome.UNFILLABLE, Outcome.UNREACHABLE) else None


def _asked_now(verdict: Verdict) -> set[str]:
    return {
        rule.all_roles for rule in verdict.rules if rule.key not in verdict.gone and not _fell(rule, verdict)
    }


def _fell(rule: SeatRule, verdict: Verdict) -> bool:
    return any(s.key == rule.key and s.status == SeatStatus.FELL_AWAY for s in verdict.states)


def _still_open(seat: SeatState, verdict: Verdict) -> bool:
    spared = verdict.count.not_needed if verdict.count else frozenset()
    return seat.status == SeatStatus.OPEN and seat.id not in spared


def _nobody(verdict: Verdict) -> str | None:
    if verdict.unfillable is None or verdict.unfillable == NO_SEAT:
        return verdict.unfillable
    return next(rule.all_roles for rule in verdict.rules if rule.key == verdict.unfillable)


def _roles(seat: SeatState) -> str:
    return "+".join((seat.role, *seat.also))


def deciding(verdict: Verdict) -> tuple[SeatRule, ...]:
    """The seats of a verdict that decide."""
    return tuple(rule for rule in verdict.rules if rule.mode is SeatMode.DECIDES)
