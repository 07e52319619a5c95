"""Walks through everything that the signers of a request can do, in any order, and looks for a way round a seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from models.enums import Decision, SeatMode, SeatStatus
from workflows.approvals.evaluating import Case, Outcome, Verdict, evaluate
from workflows.approvals.policies.body import PolicyBody, SeatRule
from workflows.approvals.policies.proof.finding import Told
from workflows.approvals.policies.when import Situation
from workflows.approvals.policies.words import DONE, role_label
from workflows.approvals.tally import APPROVING, SeatState

MOST_STATES = 50_000
"""How many states of the seats are looked at; a policy with more of them counts as not proven."""

States = tuple[SeatState, ...]


@dataclass(frozen=True)
class Walked:
    """What a walk found: how many states, whether one is an approval, and the ways round, each with its path."""

    states: int
    opens: bool
    found: tuple[tuple[Told, tuple[Told, ...]], ...]


@lru_cache(maxsize=2048)
def walk(rules: tuple[SeatRule, ...], independent: bool, bare: PolicyBody) -> Walked:
    """Every state of these seats from the first on, each move by the one evaluator.

    `bare` is the policy with these seats and without items: whether items are done is looked at elsewhere.
    """
    start = _opened(rules)
    seen: dict[tuple[str, ...], tuple[Told, ...]] = {_key(start): ()}
    found: dict[str, tuple[Told, tuple[Told, ...]]] = {}
    waiting, opens = [start], False
    while waiting:
        states = waiting.pop()
        path = seen[_key(states)]
        verdict = _verdict(bare, states)
        opens = opens or verdict.outcome is Outcome.APPROVED
        for told in _wrong(rules, independent, bare, states, verdict):
            found.setdefault(told.code, (told, path))
        if verdict.outcome is not Outcome.PENDING:
            continue
        for moved, step in _moves(rules, states, verdict):
            if _key(moved) not in seen:
                seen[_key(moved)] = (*path, step)
                waiting.append(moved)
        if len(seen) > MOST_STATES:
            return Walked(len(seen), False, ((Told("proof_too_large"), ()),))
    return Walked(len(seen), opens, tuple(found.values()))


def bare(body: PolicyBody, rules: tuple[SeatRule, ...]) -> PolicyBody:
    """The policy with these seats asked in every case and without anything else that tells two policies apart."""
    return replace(
        body,
        gate="",
        tier="",
        title="",
        purpose="",
        items=(),
        seats=rules,
        routing=(),
        emergency=None,
        emergency_pass=None,
        environments=(),
        submit_by=(),
        from_stages=(),
        to_stages=(),
    )


def signed(rules: Sequence[SeatRule]) -> States:
    """The seats when each of them is filled by an approval, or by advice in favour."""
    return tuple(_after(seat, _decisions(rule)[0]) for rule, seat in zip(rules, _opened(rules), strict=True))


def _wrong(
    rules: Sequence[SeatRule], independent: bool, bare: PolicyBody, states: States, verdict: Verdict
) -> Iterator[Told]:
    """What must not be so in one state."""
    missing = unsigned(rules, states)
    if verdict.outcome is Outcome.APPROVED:
        if missing:
            yield Told("proof_opens_unsigned", {"seats": ", ".join(missing)})
        if independent and _by_authors(bare, states).outcome is Outcome.APPROVED:
            yield Told("proof_opens_by_authors")
    elif not missing and not _advice_open(states):
        yield Told("proof_signed_and_shut")
    if _vetoed(rules, states) and verdict.outcome is not Outcome.REJECTED:
        yield Told("proof_veto_lost")
    if verdict.outcome is Outcome.PENDING and not (verdict.count and verdict.count.turn):
        yield Told("proof_nobodys_turn")


def unsigned(rules: Sequence[SeatRule], states: States) -> list[str]:
    """The mandatory signatures that are missing, said once more on their own so that the evaluator is held to them."""
    approved = {s.key for s in states if s.status == SeatStatus.FILLED and s.decision in APPROVING}
    deciding = [rule for rule in rules if rule.mode is SeatMode.DECIDES]
    missing = [
        role_label(rule.all_roles) for rule in deciding if not rule.group_key and rule.key not in approved
    ]
    for group in sorted({rule.group_key for rule in deciding if rule.group_key}):
        seats = [rule for rule in deciding if rule.group_key == group]
        if sum(rule.key in approved for rule in seats) < max(seats[0].needs or 0, 1):
            missing.append(" / ".join(dict.fromkeys(role_label(rule.all_roles) for rule in seats)))
    return missing if deciding else ["–"]


def _vetoed(rules: Sequence[SeatRule], states: States) -> bool:
    alone = {r.key for r in rules if r.mode is SeatMode.DECIDES and (not r.group_key or r.veto)}
    return any(s.key in alone and s.decision == Decision.REJECT for s in states)


def _advice_open(states: States) -> bool:
    return any(s.mode == SeatMode.ADVISES and s.status == SeatStatus.OPEN for s in states)


def _moves(rules: Sequence[SeatRule], states: States, verdict: Verdict) -> Iterator[tuple[States, Told]]:
    """What those whose turn it is can do; of equal seats of a group only the first, the others lead to the same."""
    turn = verdict.count.turn if verdict.count else frozenset()
    equal: set[tuple[str | None, str]] = set()
    for number, (rule, seat) in enumerate(zip(rules, states, strict=True)):
        alike = (seat.group_key, seat.role)
        if seat.id not in turn or seat.status != SeatStatus.OPEN or (seat.group_key and alike in equal):
            continue
        equal.add(alike)
        for decision in _decisions(rule):
            yield (*states[:number], _after(seat, decision), *states[number + 1 :]), _step(rule, decision)


def _decisions(rule: SeatRule) -> tuple[Decision, ...]:
    if rule.mode is SeatMode.ADVISES:
        return (Decision.ADVISE_FOR,)
    both = (Decision.APPROVE, Decision.REJECT)
    # Whoever steps back from a seat of its own leaves it open; a group has one seat less then.
    return (*both, Decision.RECUSE) if rule.group_key else both


def _after(seat: SeatState, decision: Decision) -> SeatState:
    if decision is Decision.RECUSE:
        return replace(seat, status=SeatStatus.FELL_AWAY.value)
    return replace(seat, status=SeatStatus.FILLED.value, decision=decision.value)


def _step(rule: SeatRule, decision: Decision) -> Told:
    return Told("proof_step_signs", {"role": role_label(rule.all_roles), "decision": DONE[decision].lower()})


def _opened(rules: Sequence[SeatRule]) -> States:
    return tuple(
        SeatState(
            id=number,
            key=rule.key,
            role=rule.role,
            step=rule.step,
            mode=rule.mode.value,
            status=SeatStatus.OPEN.value,
            decision=None,
            group_key=rule.group_key,
            group_needs=rule.needs,
            veto=rule.veto,
            also=rule.also,
        )
        for number, rule in enumerate(rules, start=1)
    )


def _key(states: States) -> tuple[str, ...]:
    return tuple(f"{seat.status}{seat.decision or ''}" for seat in states)


def _verdict(bare: PolicyBody, states: States) -> Verdict:
    return evaluate(Case(bare, Situation(), seats=states, handed_in=True))


def _by_authors(bare: PolicyBody, states: States) -> Verdict:
    """The same seats, each filled by somebody who wrote a record of the request."""
    signers = {seat.id: frozenset({seat.id}) for seat in states}
    return evaluate(
        Case(bare, Situation(), seats=states, handed_in=True, signers=signers, wrote=frozenset(signers))
    )
