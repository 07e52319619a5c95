"""A decided request as a dry run sees it, and the case that any policy would have made of it; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from models.enums import Level, SeatMode, SeatStatus
from workflows.approvals.evaluating import Case, ItemFact
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import Item, SeatRule
from workflows.approvals.policies.when import AskedItem, Situation
from workflows.approvals.tally import SeatState


@dataclass(frozen=True)
class Past:
    """One request that was decided: its own policy, what its last round froze, and its seats as they were left.

    `asked` holds level and blocking of every item of the bundle, `worklist` that its items never decided. `situation`
    is only called when a condition of the policy that is tried cannot be answered by what is frozen.
    """

    own: PolicyBody
    asked: Mapping[str, tuple[str, bool]]
    items: Mapping[str, ItemFact]
    seats: tuple[SeatState, ...]
    situation: Callable[[], Situation]
    signers: Mapping[int, frozenset[int]] = field(default_factory=dict)
    wrote: frozenset[int] = frozenset()
    worklist: bool = False


class Tried:
    """A policy that is held against many requests, with its conditions settled once for all that were asked alike."""

    def __init__(self, body: PolicyBody, holding: frozenset[str]) -> None:
        """`holding` are the roles anybody holds now: whether a seat nobody was asked for had fallen away, they say."""
        self.body = body
        self.holding = holding
        self._known: dict[tuple[object, ...], tuple[PolicyBody, PolicyBody]] = {}

    def case_of(self, past: Past) -> Case:
        """What the evaluator looks at when the policy is held against a request.

        A condition that its own policy had as well was answered then, and that answer holds.
        """
        known = self._as_it_was(past)
        return Case(
            known,
            past.situation() if asks(known) else Situation(),
            items=past.items,
            seats=past.seats,
            wrote=past.wrote,
            more=_more(self.body, past),
            holding=self.holding,
            handed_in=True,
            signers=past.signers,
            worklist=past.worklist,
        )

    def _as_it_was(self, past: Past) -> PolicyBody:
        laid = frozenset(seat.key for seat in past.seats if _asked(seat, past.own))
        asked = frozenset((key, level) for key, (level, _) in past.asked.items())
        # By identity, because comparing whole policies costs more than judging a request; the entry keeps it alive.
        key = (id(past.own), asked, laid)
        if key not in self._known:
            self._known[key] = past.own, as_it_was(self.body, past.own, asked, laid)
        return self._known[key][1]


def as_it_was(
    body: PolicyBody, own: PolicyBody, asked: frozenset[tuple[str, str]], laid: frozenset[str]
) -> PolicyBody:
    """The policy with every condition settled that `own` had too: `asked` are its items then, `laid` its seats."""
    levels = dict(asked)
    items = tuple(_item(item, own.item(item.key), levels.get(item.key)) for item in body.items)
    seats = (_seat(rule, own.seat(rule.key), rule.key in laid) for rule in body.seats)
    return replace(body, items=items, seats=tuple(rule for rule in seats if rule is not None))


def asks(body: PolicyBody) -> bool:
    """Whether the policy has a condition left that somebody has to answer."""
    return any(seat.when for seat in body.seats) or any(
        item.forced_by_flags or (item.level is not Level.NA and (item.when or item.flag))
        for item in body.items
    )


def _item(item: Item, own: Item | None, level: str | None) -> Item:
    if own is None or (item.when, item.flag, item.forced_by_flags) != (
        own.when,
        own.flag,
        own.forced_by_flags,
    ):
        return item
    if item.level == own.level:
        known = Level(level) if level else Level.NA
    elif own.level is Level.NA or own.forced_by_flags:
        # Its own policy never asked about the condition, so nobody answered it.
        return item
    else:
        known = item.level if level else Level.NA
    return replace(item, level=known, when=None, flag="", forced_by_flags=())


def _seat(rule: SeatRule, own: SeatRule | None, laid: bool) -> SeatRule | None:
    if rule.when is None or own is None or own.when != rule.when:
        return rule
    return replace(rule, when=None) if laid else None


def _asked(seat: SeatState, own: PolicyBody) -> bool:
    """Whether the seat was asked in the end: one that a later round no longer asked only seems to advise."""
    rule = own.seat(seat.key)
    withdrawn = seat.status == SeatStatus.FELL_AWAY and seat.mode == SeatMode.ADVISES
    return not withdrawn or (rule is not None and rule.mode is SeatMode.ADVISES)


def _more(body: PolicyBody, past: Past) -> More:
    """What other gates asked of it: items and seats that stand in the request and not in its own policy."""
    extra = [key for key in past.asked if past.own.item(key) is None and body.item(key) is None]
    items = tuple(AskedItem(_stub(key, *past.asked[key]), Level(past.asked[key][0])) for key in extra)
    seats = [s for s in past.seats if past.own.seat(s.key) is None and body.seat(s.key) is None]
    return More(items, tuple(_rule(s) for s in seats if _asked(s, past.own)))


def _stub(key: str, level: str, blocking: bool) -> Item:
    return Item(key, "", Level(level), blocking, (), (), (), "", "", "")


def _rule(seat: SeatState) -> SeatRule:
    return SeatRule(
        seat.key,
        seat.role,
        seat.step,
        SeatMode(seat.mode),
        group_key=seat.group_key,
        needs=seat.group_needs,
        also=seat.also,
        veto=seat.veto,
    )
