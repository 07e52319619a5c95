"""Proves policies: nothing opens without its signatures, everything can be decided, every stage can be left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.proof import life as lifecycle
from workflows.approvals.policies.proof.claims import claims
from workflows.approvals.policies.proof.crew import Crew
from workflows.approvals.policies.proof.finding import (
    Closing,
    Explored,
    Fault,
    FaultKind,
    Pair,
    Proof,
    Told,
)
from workflows.approvals.policies.proof.installation import crew_here, in_force
from workflows.approvals.policies.proof.life import Life, dead_ends, reach
from workflows.approvals.policies.proof.policy import Looked
from workflows.approvals.policies.vocabulary import POLICY_PAIRS


def prove(policies: Mapping[Pair, PolicyBody], crew: Crew, life: Life | None = None) -> Proof:
    """Explores everything these policies allow to these people; pure, and the same input gives the same result.

    `life` is the registered lifecycle unless another is given. Raises Refused when no lifecycle is known.
    """
    doors = life or lifecycle.known()
    faults = [
        Fault(FaultKind.DEAD_END, Told("proof_no_policy"), gate, tier)
        for gate, tier in POLICY_PAIRS
        if (gate, tier) not in policies
    ]
    found = {pair: Looked(body, crew, doors.caught_up(policies, body)) for pair, body in policies.items()}
    for policy in found.values():
        faults += [*claims(policy.body, doors), *policy.faults]
    opens = frozenset(pair for pair, policy in found.items() if policy.decidable)
    ways = reach(doors, policies, opens)
    faults += dead_ends(doors, policies, opens, ways)
    explored = Explored(
        policies=len(found),
        situations=sum(len(policy.situations) for policy in found.values()),
        states=sum(policy.states for policy in found.values()),
        places=len(ways),
        people=len(crew.people),
    )
    return Proof(tuple(faults), explored, tuple(_closings(found, crew)))


def prove_among(policies: Mapping[Pair, PolicyBody], body: PolicyBody, crew: Crew) -> Proof:
    """This policy in place of the one these policies have for its gate and tier.

    Faults that stand without it too are told as `elsewhere` and do not count against it.
    """
    after = prove({**policies, (body.gate, body.tier): body}, crew)
    own = [fault for fault in after.faults if (fault.gate, fault.tier) == (body.gate, body.tier)]
    rest = [fault for fault in after.faults if fault not in own]
    standing = [_what(fault) for fault in prove(policies, crew).faults] if rest else []
    caused = [fault for fault in rest if _what(fault) not in standing]
    elsewhere = tuple(fault for fault in rest if fault not in caused)
    return Proof((*own, *caused), after.explored, after.closes, elsewhere)


def prove_here(tx: Session, now: datetime, body: PolicyBody) -> Proof:
    """This policy in place of the one in force, together with all others in force, for the people who are here."""
    return prove_among(in_force(tx, now), body, crew_here(tx, now))


def _what(fault: Fault) -> tuple[object, ...]:
    return fault.kind, fault.told, fault.gate, fault.tier


def _closings(found: Mapping[Pair, Looked], crew: Crew) -> Iterator[Closing]:
    """Whose leaving would close what is open now, in the order of the crew."""
    for mate in crew.people:
        left = crew.without(mate.key)
        pairs = tuple(
            pair
            for pair, one in found.items()
            if one.decidable and mate.roles & one.roles and one.stuck(left) is not None
        )
        if pairs:
            yield Closing(mate.key, mate.name, pairs)
