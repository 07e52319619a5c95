"""Looks at one policy from all sides: its seats, its items, and the people who have to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.enums import Level
from workflows.approvals.evaluating import Case, ItemFact, Outcome, evaluate
from workflows.approvals.policies.body import PolicyBody, SeatRule
from workflows.approvals.policies.proof.crew import Crew
from workflows.approvals.policies.proof.deciding import WORKLISTS, Asked, undecidable
from workflows.approvals.policies.proof.finding import Fault, FaultKind, Told
from workflows.approvals.policies.proof.situations import situations
from workflows.approvals.policies.proof.walking import bare, signed, walk
from workflows.approvals.policies.when import AskedItem, items_for
from workflows.approvals.tally import SeatState


class Looked:
    """One policy and what was found about it; `decidable` says that this crew can decide it in every situation."""

    def __init__(self, body: PolicyBody, crew: Crew, caught_up: Iterable[Asked] = ()) -> None:
        every = situations(body)
        self.body = body
        self.situations = every or ()
        asked = (*map(Asked, self.situations), *caught_up)
        # Requests that ask for the same seats are one for the seats; the first stands for all.
        self.kinds = {one.rules(body): one for one in reversed(asked)}
        self.roles = _roles(body) | {role for rules in self.kinds for role in _signing(rules)}
        self.states = 0
        self.faults = tuple(self._look(every is None, crew))
        self.decidable = not any(fault.kind is FaultKind.UNDECIDABLE for fault in self.faults)

    def stuck(self, crew: Crew) -> Fault | None:
        """The first situation in which this crew could not decide a request; None when it always can."""
        found = (undecidable(self.body, asked, crew) for asked in self.kinds.values())
        return next((fault for fault in found if fault is not None), None)

    def _look(self, too_many: bool, crew: Crew) -> Iterator[Fault]:
        """Ways round a seat or an item first, then requests that nobody could decide."""
        if too_many:
            yield self._fault(FaultKind.UNDECIDABLE, Told("proof_too_large"), ())
        for rules, asked in self.kinds.items():
            walked = walk(rules, self.body.independent_seat, bare(self.body, rules))
            self.states += walked.states
            for told, path in walked.found:
                yield self._fault(FaultKind.UNSIGNED, told, (*asked.path, *path))
            if not walked.opens:
                yield self._fault(FaultKind.UNDECIDABLE, Told("proof_never_opens"), asked.path)
            if self.body.gate not in WORKLISTS:
                yield from self._items(signed(rules), asked)
        stuck = self.stuck(crew)
        if stuck is not None:
            yield stuck

    def _items(self, seats: tuple[SeatState, ...], asked: Asked) -> Iterator[Fault]:
        """With every seat signed the gate stays shut as long as one item that blocks is open."""
        items = (*items_for(self.body, asked.situation), *asked.more.items)
        if self._opens(asked, seats, {}):
            yield self._fault(FaultKind.UNSIGNED, Told("proof_opens_empty"), asked.path)
        for one in filter(_blocks, items):
            others = {other.item.key: ItemFact(True) for other in items if other is not one}
            if self._opens(asked, seats, others):
                told = Told("proof_opens_without_items", {"item": one.item.key})
                yield self._fault(FaultKind.UNSIGNED, told, asked.path)

    def _opens(self, asked: Asked, seats: tuple[SeatState, ...], items: Mapping[str, ItemFact]) -> bool:
        case = Case(self.body, asked.situation, items=items, seats=seats, more=asked.more, handed_in=True)
        return evaluate(case).outcome is Outcome.APPROVED

    def _fault(self, kind: FaultKind, told: Told, path: tuple[Told, ...]) -> Fault:
        return Fault(kind, told, self.body.gate, self.body.tier, path)


def _blocks(one: AskedItem) -> bool:
    return one.level is Level.MUST and one.item.blocking


def _roles(body: PolicyBody) -> frozenset[str]:
    """Every role whose holders make a difference to who can decide."""
    return frozenset({*body.submit_by, *_signing(body.seats), *(item.owner_role for item in body.items)})


def _signing(rules: Iterable[SeatRule]) -> frozenset[str]:
    return frozenset(role for seat in rules for role in (seat.role, *seat.also))
