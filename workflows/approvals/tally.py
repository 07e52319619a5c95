"""Counts the seats of a request: pure, so that page, signing, jobs and dry run cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.enums import Decision, SeatMode, SeatStatus

APPROVING = frozenset({Decision.APPROVE.value, Decision.APPROVE_WITH_CONDITIONS.value})


@dataclass(frozen=True)
class SeatState:
    """What counting needs to know of a seat."""

    id: int
    key: str
    role: str
    step: int
    mode: str
    status: str
    decision: str | None
    group_key: str | None = None
    group_needs: int | None = None
    veto: bool = False
    also: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What the seats say together."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Count:
    """The outcome, the seats that may be filled now, and those nobody needs to fill any more."""

    outcome: Outcome
    turn: frozenset[int]
    not_needed: frozenset[int]


def count(seats: Iterable[SeatState]) -> Count:
    """Applies the seat rules of `product.md` section 3; without a deciding seat nothing is ever approved."""
    everyone = list(seats)
    units = _units([seat for seat in everyone if seat.mode == SeatMode.DECIDES])
    advice_open = [s for s in everyone if s.mode == SeatMode.ADVISES and s.status == SeatStatus.OPEN]
    spare = frozenset(
        seat.id for unit in units if _met(unit) for seat in unit if seat.status == SeatStatus.OPEN
    )
    if any(_failed(unit) for unit in units):
        return Count(
            Outcome.REJECTED, frozenset(), frozenset(s.id for s in everyone if s.status == SeatStatus.OPEN)
        )
    if units and not advice_open and all(_met(unit) for unit in units):
        return Count(Outcome.APPROVED, frozenset(), spare)
    turn = _turn(units, advice_open) - spare
    if any(_unreachable(unit) for unit in units):
        return Count(Outcome.UNREACHABLE, turn, spare)
    return Count(Outcome.PENDING, turn, spare)


def _units(deciding: list[SeatState]) -> list[list[SeatState]]:
    """Every mandatory seat is a unit of its own, an n-of-m group is one unit."""
    units: dict[str, list[SeatState]] = {}
    for seat in deciding:
        units.setdefault(f"group:{seat.group_key}" if seat.group_key else f"seat:{seat.id}", []).append(seat)
    return list(units.values())


def _needs(unit: list[SeatState]) -> int:
    needs = unit[0].group_needs if unit[0].group_key else 1
    # A zero or missing threshold would open the gate by itself.
    return needs if needs and needs > 0 else len(unit) + 1


def _approvals(unit: list[SeatState]) -> int:
    return sum(1 for s in unit if s.status == SeatStatus.FILLED and s.decision in APPROVING)


def _met(unit: list[SeatState]) -> bool:
    return _approvals(unit) >= _needs(unit)


def _failed(unit: list[SeatState]) -> bool:
    rejections = sum(1 for s in unit if s.status == SeatStatus.FILLED and s.decision == Decision.REJECT)
    if not unit[0].group_key or unit[0].veto:
        return rejections > 0
    return rejections > max(_alive(unit) - _needs(unit), 0)


def _alive(unit: list[SeatState]) -> int:
    return sum(1 for s in unit if s.status != SeatStatus.FELL_AWAY)


def _unreachable(unit: list[SeatState]) -> bool:
    return _alive(unit) < _needs(unit)


def _turn(units: list[list[SeatState]], advice_open: list[SeatState]) -> frozenset[int]:
    """Seats that may be filled now: the first step that is not finished, and advice before the last step."""
    steps = sorted({seat.step for unit in units for seat in unit})
    turn = {seat.id for seat in advice_open}
    for step in steps:
        if step == steps[-1] and advice_open:
            break
        unfinished = [unit for unit in units if unit[0].step == step and not _met(unit)]
        if unfinished:
            turn |= {seat.id for unit in unfinished for seat in unit if seat.status == SeatStatus.OPEN}
            break
    return frozenset(turn)
