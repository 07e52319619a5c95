"""The one evaluator: what a policy says of a request, for the live path, dry run, explanation and proof alike; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.enums import Decision, Level, SeatMode, SeatStatus
from workflows.approvals import tally
from workflows.approvals.carrying import carry, emptied
from workflows.approvals.kinds import More
from workflows.approvals.matching import assign, may_stay_empty
from workflows.approvals.policies.body import PolicyBody, SeatRule
from workflows.approvals.policies.when import AskedItem, Situation, items_for, seats_for
from workflows.approvals.tally import Count, SeatState

NO_SEAT = ""
"""Stands for the seat that cannot be filled when a policy asks for no deciding seat at all."""


@dataclass(frozen=True)
class ItemFact:
    """How an item stands: answered by text, evidence or record, set aside as not needed, and whether with a reason."""

    answered: bool
    not_needed: bool = False
    reason: bool = False

    def satisfies(self, level: str) -> bool:
        """Whether the item is done for good at this level; a must cannot be set aside."""
        if self.not_needed:
            return self.reason and level != Level.MUST
        return self.answered


@dataclass(frozen=True)
class Case:
    """Everything the evaluator looks at.

    Without a `body` nothing is asked anew: the seats decide as they were laid when the request was handed in.
    `items` and `able` (who could fill a seat, by its key) may be partial: an item nobody speaks of is open, and at
    submission a seat nobody speaks of has nobody. `wrote` are the authors of linked specialist records, `more` comes
    from other gates, `holding` are the roles that anybody holds (None: unknown, then no advising seat falls away).
    `handed_in` says that seats are being filled; before, the question is whether the request could be submitted.
    `signers` are the persons behind a filled seat by its id, `worklist` says that items never stand in the way.
    """

    body: PolicyBody | None
    situation: Situation
    items: Mapping[str, ItemFact] = field(default_factory=dict)
    able: Mapping[str, frozenset[int]] = field(default_factory=dict)
    seats: tuple[SeatState, ...] = ()
    wrote: frozenset[int] = frozenset()
    more: More = field(default_factory=More)
    holding: frozenset[str] | None = None
    handed_in: bool = False
    signers: Mapping[int, frozenset[int]] = field(default_factory=dict)
    worklist: bool = False


class Outcome(StrEnum):
    """What a policy says of a request."""

    INCOMPLETE = "incomplete"
    UNFILLABLE = "unfillable"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Opened:
    """The keys of items that are not done, by what follows: nothing passes, a condition each, a reason each."""

    blocking: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The outcome and all that led to it.

    `rules` are the seats asked, `gone` the keys of advising ones that fall away, `unfillable` the key of a seat that
    different people cannot fill (`NO_SEAT` when no seat decides), `states` the seats as they were counted.
    """

    outcome: Outcome
    open_blocking: tuple[str, ...] = ()
    open_must: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    rules: tuple[SeatRule, ...] = ()
    gone: frozenset[str] = frozenset()
    unfillable: str | None = None
    no_independent: bool = False
    count: Count | None = None
    states: tuple[SeatState, ...] = ()

    @property
    def counted(self) -> Count:
        """The count of the seats; raises ValueError for a case that was not handed in, where none was made."""
        if self.count is None:
            raise ValueError("nothing was counted before it was handed in")
        return self.count


def open_items(asked: Iterable[AskedItem], facts: Mapping[str, ItemFact]) -> Opened:
    """The items among those asked that are not done."""
    nothing = ItemFact(False)
    undone = [a for a in asked if not facts.get(a.item.key, nothing).satisfies(a.level)]
    must = [a.item for a in undone if a.level is Level.MUST]
    should = [a.item.key for a in undone if a.level is Level.SHOULD]
    return Opened(
        tuple(item.key for item in must if item.blocking),
        tuple(item.key for item in must if not item.blocking),
        tuple(key for key in should if not facts.get(key, nothing).reason),
    )


def evaluate(case: Case) -> Verdict:
    """What the policy says: first the items, then whether people can fill the seats, then the seats themselves."""
    if case.body is None:
        return _counted(Verdict(Outcome.PENDING), case.seats)
    asked = case.more.after(items_for(case.body, case.situation))
    opened = Opened() if case.worklist else open_items(asked, case.items)
    rules = (*seats_for(case.body, case.situation), *case.more.seats)
    verdict = Verdict(
        Outcome.PENDING, opened.blocking, opened.must, opened.unexplained, rules, _gone(case, rules)
    )
    if opened.blocking or (opened.unexplained and not case.handed_in):
        verdict = replace(verdict, outcome=Outcome.INCOMPLETE)
    if case.handed_in:
        return _decided(case, case.body, verdict)
    return _submitted(case, case.body, verdict)


def _gone(case: Case, rules: Sequence[SeatRule]) -> frozenset[str]:
    if case.holding is None:
        return frozenset()
    return frozenset(
        rule.key
        for rule in rules
        if rule.mode is SeatMode.ADVISES and not case.holding.issuperset((rule.role, *rule.also))
    )


def _submitted(case: Case, body: PolicyBody, verdict: Verdict) -> Verdict:
    """Whether it could be handed in: every seat needs a person of its own."""
    asked = [rule for rule in verdict.rules if rule.key not in verdict.gone]
    deciding = [rule for rule in asked if rule.mode is SeatMode.DECIDES]
    known = {rule.key: case.able.get(rule.key, frozenset()) for rule in asked}
    # Of the seats of different roles as many have to find their person as have to sign.
    able = may_stay_empty(known, _alternatives(asked))
    missing = assign(able)[1] if deciding else NO_SEAT
    lonely = missing is None and body.independent_seat and not _independent(deciding, able, case.wrote)
    if missing is None and not lonely:
        return verdict
    outcome = verdict.outcome if verdict.outcome is Outcome.INCOMPLETE else Outcome.UNFILLABLE
    return replace(verdict, outcome=outcome, unfillable=missing, no_independent=lonely)


def _alternatives(rules: Sequence[SeatRule]) -> dict[str, tuple[list[str], int]]:
    groups = dict[str, tuple[list[str], int]]()
    for rule in rules:
        if rule.alternative and rule.group_key:
            keys, needs = groups.get(rule.group_key, ([], rule.needs or 0))
            # A zero or missing threshold spares nobody.
            groups[rule.group_key] = [*keys, rule.key], needs or len(keys) + 1
    return groups


def _independent(
    deciding: Sequence[SeatRule], able: Mapping[str, Collection[int]], wrote: frozenset[int]
) -> bool:
    """Whether some deciding seat can go to a person without a record while all others are filled too."""
    free = {rule.key: {one for one in able[rule.key] if one >= 0} - wrote for rule in deciding}
    return any(people and assign({**able, key: people})[0] is not None for key, people in free.items())


def _decided(case: Case, body: PolicyBody, verdict: Verdict) -> Verdict:
    """What the seats say under these rules, as long as no blocking item is open."""
    counted = _counted(verdict, _as_asked(case, verdict))
    if verdict.outcome is Outcome.INCOMPLETE:
        return counted if counted.outcome is Outcome.REJECTED else replace(counted, outcome=verdict.outcome)
    if counted.outcome is Outcome.APPROVED and body.independent_seat and _all_wrote(case, counted):
        return replace(counted, outcome=Outcome.PENDING, no_independent=True)
    if counted.outcome is Outcome.PENDING:
        missing = _nobody_for(case, counted)
        if missing is not None:
            return replace(counted, outcome=Outcome.UNFILLABLE, unfillable=missing)
    return counted


def _counted(verdict: Verdict, seats: Iterable[SeatState]) -> Verdict:
    """Counts the seats; those that were spared are open again as long as the count does not spare them anew."""
    states = tuple(
        replace(seat, status=SeatStatus.OPEN.value) if seat.status == SeatStatus.NOT_NEEDED else seat
        for seat in seats
    )
    count = tally.count(states)
    return replace(verdict, outcome=Outcome(count.outcome.value), count=count, states=states)


def _as_asked(case: Case, verdict: Verdict) -> tuple[SeatState, ...]:
    """The seats these rules ask for, with the signatures that would count for them."""
    carried = carry(verdict.rules, case.seats, verdict.gone)
    # While a must-item is open that does not block, a plain approval is refused: some seat has to set conditions.
    if not verdict.open_must or any(_conditional(seat) for seat in carried):
        return carried
    return tuple(emptied(seat) if seat.decision == Decision.APPROVE else seat for seat in carried)


def _conditional(seat: SeatState) -> bool:
    return seat.mode == SeatMode.DECIDES and seat.decision == Decision.APPROVE_WITH_CONDITIONS


def _all_wrote(case: Case, verdict: Verdict) -> bool:
    """Whether every deciding seat is filled and each by somebody who wrote a record; unknown signers prove nothing.

    A seat that its group does not need any more is nobody's, so it makes nothing independent.
    """
    spare = verdict.count.not_needed if verdict.count else frozenset()
    deciding = [
        s
        for s in verdict.states
        if s.mode == SeatMode.DECIDES and s.status != SeatStatus.FELL_AWAY and s.id not in spare
    ]
    return all(
        s.status == SeatStatus.FILLED and bool(case.signers.get(s.id, frozenset()) & case.wrote)
        for s in deciding
    )


def _nobody_for(case: Case, verdict: Verdict) -> str | None:
    """An open seat that still has to be filled and that nobody of those known could fill, or None."""
    spare = verdict.count.not_needed if verdict.count else frozenset()
    opened = [
        s for s in verdict.states if s.status == SeatStatus.OPEN and s.id not in spare and s.key in case.able
    ]
    able = {seat.key: case.able[seat.key] for seat in opened}
    groups = dict[str, tuple[list[str], int]]()
    for group in {s.group_key for s in opened if s.group_key}:
        signed = [s for s in verdict.states if s.group_key == group and s.decision in tally.APPROVING]
        keys = [s.key for s in opened if s.group_key == group]
        needs = next(s.group_needs or len(keys) for s in opened if s.group_key == group)
        groups[group] = keys, needs - len(signed)
    return assign(may_stay_empty(able, groups))[1]
