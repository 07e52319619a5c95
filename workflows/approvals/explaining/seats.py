"""The seats of an explanation: by which rule each stands, who filled it, who could, and who may not, with the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.enums import SeatStatus
from models.seat import Seat
from workflows.approvals.explaining.known import Known
from workflows.approvals.policies.parts import SeatRule
from workflows.approvals.policies.phrases import when_said
from workflows.approvals.policies.when import failing
from workflows.approvals.policies.words import role_label
from workflows.approvals.review.voices import Said


@dataclass(frozen=True)
class MayNot:
    """Somebody who holds the role and may not sign: the number of the rule and its sentence, for each reason."""

    name: str
    reasons: tuple[tuple[int, Said], ...]


@dataclass(frozen=True)
class SeatLine:
    """One seat; `state` is its decision when it is filled, else its status. Before submission `key` alone stands."""

    key: str
    role_label: str
    step: int
    advises: bool
    needs: int | None
    veto: bool
    state: str
    by: str
    since: datetime | None
    rule: Said
    could: tuple[str, ...]
    may_not: tuple[MayNot, ...]


def seat_lines(here: Known, policy: str) -> tuple[SeatLine, ...]:
    """Every seat with its rule and its people; for a draft the seats that would be asked for."""
    rules = {rule.key: rule for rule in here.verdict().rules}
    own = {rule.key for rule in here.body.seats}
    if not here.seats:
        return tuple(_of_rule(here, rule, rule.key in own, policy) for rule in rules.values())
    return tuple(_of_seat(here, seat, rules.get(seat.key), policy) for seat in here.seats)


def unasked_seats(here: Known, policy: str) -> tuple[Said, ...]:
    """The seats the policy has on conditions that do not hold here."""
    found = {}
    for rule in here.body.seats:
        if failing(rule.when, here.content.situation):
            params = {"policy": policy, "seat": role_label(rule.all_roles), "only": when_said(rule.when)}
            found[rule.group_key or rule.key] = Said("seat_not_asked", params)
    return tuple(found.values())


def _of_seat(here: Known, seat: Seat, rule: SeatRule | None, policy: str) -> SeatLine:
    open_now = seat.status == SeatStatus.OPEN and here.is_open
    judged = [(one, here.against(one, seat)) for one in here.holding(seat)] if open_now else []
    return SeatLine(
        key=seat.key,
        role_label=role_label(seat.all_roles),
        step=seat.step,
        advises=seat.mode == "advises",
        needs=seat.group_needs,
        veto=not seat.group_key or seat.veto,
        state=seat.decision or seat.status,
        by=here.names.get(seat.holder_id or 0, ""),
        since=seat.turn_since,
        rule=_by(rule, here.body.seat(seat.key) is not None, policy),
        could=tuple(one.name for one, bars in judged if not bars),
        may_not=tuple(
            MayNot(
                one.name, tuple((bar.rule, Said(bar.code, {"name": one.name, **bar.params})) for bar in bars)
            )
            for one, bars in judged
            if bars
        ),
    )


def _of_rule(here: Known, rule: SeatRule, own: bool, policy: str) -> SeatLine:
    able = here.case.able.get(rule.key, frozenset())
    return SeatLine(
        key=rule.key,
        role_label=role_label(rule.all_roles),
        step=rule.step,
        advises=str(rule.mode) == "advises",
        needs=rule.needs,
        veto=not rule.group_key or rule.veto,
        state="open",
        by="",
        since=None,
        rule=_by(rule, own, policy),
        could=tuple(one.name for one in here.people if one.person_id in able),
        may_not=(),
    )


def _by(rule: SeatRule | None, own: bool, policy: str) -> Said:
    if rule is None or not own:
        return Said("seat_by_others")
    only = when_said(rule.when)
    return (
        Said("seat_by_when", {"policy": policy, "only": only})
        if only
        else Said("seat_by_rule", {"policy": policy})
    )
