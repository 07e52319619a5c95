"""Carries the signatures of a request over to the seats that other rules ask for: pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from models.enums import Decision, SeatMode, SeatStatus
from workflows.approvals.policies.parts import SeatRule
from workflows.approvals.tally import SeatState

ADVICE = frozenset({Decision.ADVISE_FOR.value, Decision.ADVISE_AGAINST.value})


def carry(
    rules: Sequence[SeatRule], seats: Sequence[SeatState], gone: Collection[str]
) -> tuple[SeatState, ...]:
    """The seats that the rules ask for, each with the signature given under its key in its role, or else in its role.

    A seat that nobody was asked for is open, or fell away when it is one of `gone`; its id is negative.
    """
    left = {seat.id: seat for seat in seats}
    had: dict[str, SeatState] = {}
    for same_key in (True, False):
        for rule in rules:
            if rule.key not in had:
                fits = [s for s in left.values() if _covers(s, rule) and (s.key == rule.key or not same_key)]
                if fits:
                    had[rule.key] = left.pop(fits[0].id)
    return tuple(_carried(n, rule, had.get(rule.key), rule.key in gone) for n, rule in enumerate(rules))


def _covers(seat: SeatState, rule: SeatRule) -> bool:
    """Whether a signature in this seat was given in every role that the rule asks for."""
    return {rule.role, *rule.also} <= {seat.role, *seat.also}


def emptied(seat: SeatState) -> SeatState:
    """The seat as if nobody had signed it."""
    return replace(seat, status=SeatStatus.OPEN.value, decision=None)


def _carried(number: int, rule: SeatRule, had: SeatState | None, gone: bool) -> SeatState:
    new = SeatState(
        id=had.id if had else -1 - number,
        key=rule.key,
        role=rule.role,
        step=rule.step,
        mode=str(rule.mode),
        status=SeatStatus.OPEN.value,
        decision=None,
        group_key=rule.group_key,
        group_needs=rule.needs,
        veto=rule.veto,
        also=rule.also,
    )
    if had is None:
        return replace(new, status=SeatStatus.FELL_AWAY.value) if gone else new
    if had.status == SeatStatus.FELL_AWAY:
        stays = rule.mode is SeatMode.ADVISES or bool(rule.group_key and had.group_key)
        return replace(new, status=had.status) if stays else new
    # What was only advice decides nothing.
    if had.status != SeatStatus.FILLED or (rule.mode is SeatMode.DECIDES and had.decision in ADVICE):
        return new
    return replace(new, status=had.status, decision=had.decision)
