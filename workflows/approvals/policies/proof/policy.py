"""Looks at one policy from all sides: its seats, its items, and the people who have to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.enums import Level
from workflows.approvals.evaluating import Case, ItemFact, Outcome, evaluate
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.proof.crew import Crew
from workflows.approvals.policies.proof.deciding import WORKLISTS, undecidable
from workflows.approvals.policies.proof.finding import Fault, FaultKind, Told
from workflows.approvals.policies.proof.situations import situation_said, situations
from workflows.approvals.policies.proof.walking import bare, signed, walk
from workflows.approvals.policies.when import AskedItem, Situation, items_for, seats_for
from workflows.approvals.tally import SeatState


class Looked:
    """One policy and what was found about it; `decidable` says that this crew can decide it in every situation."""

    def __init__(self, body: PolicyBody, crew: Crew) -> None:
        every = situations(body)
        self.body = body
        self.situations = every or ()
        # Situations that ask for the same seats are one for the seats; the first stands for all.
        self.kinds = {seats_for(body, one): one for one in reversed(self.situations)}
        self.roles = _roles(body)
        self.states = 0
        self.faults = tuple(self._look(every is None, crew))
        self.decidable = not any(fault.kind is FaultKind.UNDECIDABLE for fault in self.faults)

    def stuck(self, crew: Crew) -> Fault | None:
        """The first situation in which this crew could not decide a request; None when it always can."""
        found = (undecidable(self.body, situation, crew) for situation in self.kinds.values())
        return next((fault for fault in found if fault is not None), None)

    def _look(self, too_many: bool, crew: Crew) -> Iterator[Fault]:
        """Ways round a seat or an item first, then requests that nobody could decide."""
        if too_many:
            yield self._fault(FaultKind.UNDECIDABLE, Told("proof_too_large"), ())
        for rules, situation in self.kinds.items():
            where = Told("proof_step_situation", {"situation": situation_said(situation)})
            walked = walk(rules, self.body.independent_seat, bare(self.body, rules))
            self.states += walked.states
            for told, path in walked.found:
                yield self._fault(FaultKind.UNSIGNED, told, (where, *path))
            if not walked.opens:
                yield self._fault(FaultKind.UNDECIDABLE, Told("proof_never_opens"), (where,))
            if self.body.gate not in WORKLISTS:
                yield from self._items(signed(rules), situation, where)
        stuck = self.stuck(crew)
        if stuck is not None:
            yield stuck

    def _items(self, seats: tuple[SeatState, ...], situation: Situation, where: Told) -> Iterator[Fault]:
        """With every seat signed the gate stays shut as long as one item that blocks is open."""
        asked = items_for(self.body, situation)
        if self._opens(situation, seats, {}):
            yield self._fault(FaultKind.UNSIGNED, Told("proof_opens_empty"), (where,))
        for one in filter(_blocks, asked):
            others = {other.item.key: ItemFact(True) for other in asked if other is not one}
            if self._opens(situation, seats, others):
                told = Told("proof_opens_without_items", {"item": one.item.key})
                yield self._fault(FaultKind.UNSIGNED, told, (where,))

    def _opens(
        self, situation: Situation, seats: tuple[SeatState, ...], items: Mapping[str, ItemFact]
    ) -> bool:
        case = Case(self.body, situation, items=items, seats=seats, handed_in=True)
        return evaluate(case).outcome is Outcome.APPROVED

    def _fault(self, kind: FaultKind, told: Told, path: tuple[Told, ...]) -> Fault:
        return Fault(kind, told, self.body.gate, self.body.tier, path)


def _blocks(asked: AskedItem) -> bool:
    return asked.level is Level.MUST and asked.item.blocking


def _roles(body: PolicyBody) -> frozenset[str]:
    """Every role whose holders make a difference to who can decide."""
    signing = {role for seat in body.seats for role in (seat.role, *seat.also)}
    return frozenset({*body.submit_by, *signing, *(item.owner_role for item in body.items)})
