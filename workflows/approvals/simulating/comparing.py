"""What a policy would have changed for one request: the difference between two verdicts, with its reasons; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.enums import SeatStatus
from workflows.approvals.evaluating import NO_SEAT, Outcome, Verdict
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
    before = {_roles(s) for s in asked if s.status != SeatStatus.FELL_AWAY} or _asked_now(was)
    after = _asked_now(would)
    items = _newly_open(was, would)
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


def _newly_open(was: Verdict, would: Verdict) -> tuple[str, ...]:
    """Items that stand in the way now and did not, or stood less in the way."""
    musts = {*was.open_blocking, *was.open_must}
    return (
        *(key for key in would.open_blocking if key not in was.open_blocking),
        *(key for key in would.open_must if key not in musts),
        *(key for key in would.unexplained if key not in {*musts, *was.unexplained}),
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
    """The roles of the seats that somebody is asked to fill; once seats exist, they themselves say who."""
    if verdict.states:
        return {_roles(seat) for seat in verdict.states if seat.status != SeatStatus.FELL_AWAY}
    return {rule.all_roles for rule in verdict.rules if rule.key not in verdict.gone}


def _still_open(seat: SeatState, verdict: Verdict) -> bool:
    spared = verdict.count.not_needed if verdict.count else frozenset()
    return seat.status == SeatStatus.OPEN and seat.id not in spared


def _nobody(verdict: Verdict) -> str | None:
    if verdict.unfillable is None or verdict.unfillable == NO_SEAT:
        return verdict.unfillable
    return next(rule.all_roles for rule in verdict.rules if rule.key == verdict.unfillable)


def _roles(seat: SeatState) -> str:
    return "+".join((seat.role, *seat.also))
