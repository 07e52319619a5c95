"""Whether a request under a policy could be handed in and decided by the people of a crew, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from models.enums import Level, SeatMode
from workflows.approvals.evaluating import NO_SEAT, Case, ItemFact, Outcome, Verdict, evaluate
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import PolicyBody, SeatRule
from workflows.approvals.policies.proof.crew import Crew, Mate, able, barred, facts_of
from workflows.approvals.policies.proof.finding import Fault, FaultKind, Told
from workflows.approvals.policies.proof.situations import situation_said
from workflows.approvals.policies.vocabulary import EMERGENCY_REVIEW, SUSPENSION, SUSPENSION_REVIEW
from workflows.approvals.policies.when import Situation, items_for, seats_for
from workflows.approvals.policies.words import role_label
from workflows.approvals.rules import RequestFacts
from workflows.ground.words import text

WORKLISTS = frozenset({SUSPENSION, SUSPENSION_REVIEW, EMERGENCY_REVIEW})
"""Decisions that the product opens by itself; their items guide the signers and stop nobody."""

MOST_AUTHORS = 64
"""How many ways to choose who wrote the records are tried before a policy counts as not decidable."""


@dataclass(frozen=True)
class Try:
    """One way to hand a request in: by whom, with what written by whom, and what the evaluator says."""

    submitter: Mate
    facts: RequestFacts
    able: Mapping[str, frozenset[int]]
    verdict: Verdict


@dataclass(frozen=True)
class Asked:
    """A kind of request under a policy: the situation of its system, and what comes on top from other gates.

    `told` says in a sentence how that comes about.
    """

    situation: Situation
    more: More = field(default_factory=More)
    told: tuple[Told, ...] = ()

    def rules(self, body: PolicyBody) -> tuple[SeatRule, ...]:
        """Every seat that is asked for."""
        return (*seats_for(body, self.situation), *self.more.seats)

    @property
    def path(self) -> tuple[Told, ...]:
        """How a counter-example begins."""
        return (Told("proof_step_situation", {"situation": situation_said(self.situation)}), *self.told)


def undecidable(body: PolicyBody, asked: Asked, crew: Crew) -> Fault | None:
    """Why nobody could decide this request, whoever of the crew hands it in; None when it can be decided."""
    best: Try | None = None
    for tried in _tries(body, asked, crew):
        if tried.verdict.outcome is Outcome.PENDING:
            return None
        best = best or tried
    if best is None:
        roles = " / ".join(role_label(role) for role in body.submit_by)
        return _fault(body, Told("proof_nobody_submits", {"roles": roles}), asked.path)
    said = Told("proof_step_submits", {"name": best.submitter.name})
    told, more = _why(best, crew)
    return _fault(body, told, (*asked.path, said, *more))


def _tries(body: PolicyBody, asked: Asked, crew: Crew) -> Iterator[Try]:
    situation, rules = asked.situation, asked.rules(body)
    items = (*body.items, *(one.item for one in asked.more.items))
    done = {item.key: ItemFact(True) for item in items}
    natural = _natural_authors(body, situation, crew) if body.independent_seat else frozenset[int]()
    for submitter in crew.submitters(body):
        for authors in _barred_authors(body, situation, crew):
            facts = facts_of(body, crew, submitter, authors)
            people = able(rules, crew, facts)
            verdict = evaluate(
                Case(
                    body,
                    situation,
                    items=done,
                    able=people,
                    wrote=natural | authors,
                    more=asked.more,
                    holding=crew.held,
                    worklist=body.gate in WORKLISTS,
                )
            )
            yield Try(submitter, facts, people, verdict)


def _natural_authors(body: PolicyBody, situation: Situation, crew: Crew) -> frozenset[int]:
    """Those who have written something when every item was answered by a holder of its role and that role signs too."""
    owners = {asked.item.owner_role for asked in items_for(body, situation) if asked.item.module in WRITTEN}
    signing = {rule.role for rule in seats_for(body, situation)} & owners
    return frozenset(mate.person_id for mate in crew.people if mate.roles & signing)


WRITTEN = frozenset({"classification", "risks", "impact", "datasets", "evaluations"})
"""Registers whose records are written by the specialist whose seat then signs."""


def _barred_authors(body: PolicyBody, situation: Situation, crew: Crew) -> Iterator[frozenset[int]]:
    """Who may have written the records whose author may not sign: for each a holder of the item's role."""
    roles = sorted(
        {
            asked.item.owner_role
            for asked in items_for(body, situation)
            if asked.item.author_may_not_sign and asked.level is Level.MUST
        }
    )
    writers = [[mate.person_id for mate in crew.people if role in mate.roles] for role in roles]
    for number, chosen in enumerate(product(*writers)):
        if number == MOST_AUTHORS:
            return
        yield frozenset(chosen)


def _why(tried: Try, crew: Crew) -> tuple[Told, tuple[Told, ...]]:
    verdict = tried.verdict
    if verdict.no_independent:
        return Told("proof_no_independent"), ()
    rule = next((rule for rule in verdict.rules if rule.key == verdict.unfillable), None)
    if rule is None or verdict.unfillable == NO_SEAT:
        return Told("proof_never_opens"), ()
    role = role_label(rule.all_roles)
    if not crew.holders(rule):
        return Told("proof_role_empty", {"role": role}), ()
    bars = tuple(
        Told(bar.code, {**bar.params, "name": mate.name}) for mate, bar in barred(rule, crew, tried.facts)
    )
    people = tried.able.get(rule.key, frozenset())
    if rule.group_key and rule.needs and len(people) < rule.needs:
        return Told("proof_quorum", {"role": role, "needs": rule.needs, "people": len(people)}), bars
    if not people:
        return Told("proof_all_barred", {"role": role}), bars
    could = tuple(_could(one, tried, crew) for one in verdict.rules if one.mode is SeatMode.DECIDES)
    return Told("proof_too_few", {"role": role}), (*bars, *could)


def _could(rule: SeatRule, tried: Try, crew: Crew) -> Told:
    people = tried.able.get(rule.key, frozenset())
    names = [mate.name for mate in crew.people if mate.person_id in people]
    return Told(
        "proof_step_could",
        {"role": role_label(rule.all_roles), "people": ", ".join(names) or text("proof_step_nobody")},
    )


def _fault(body: PolicyBody, told: Told, path: tuple[Told, ...]) -> Fault:
    return Fault(FaultKind.UNDECIDABLE, told, body.gate, body.tier, path)
