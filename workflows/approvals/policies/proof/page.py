"""Reads who carries the policies in force: what nobody could decide now, and whose leaving would close what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.approvals.policies.body import load
from workflows.approvals.policies.proof.crew import Crew, Mate
from workflows.approvals.policies.proof.finding import Explored, Fault, Pair, Proof
from workflows.approvals.policies.proof.installation import crew_here, texts_in_force
from workflows.approvals.policies.proof.proving import prove
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_TIERS
from workflows.approvals.policies.words import gate_label, role_label, tier_label
from workflows.ground.clock import glance
from workflows.ground.transaction import reading


@dataclass(frozen=True)
class GateLine:
    """A gate with some of its tiers, as words."""

    label: str
    tiers: str


@dataclass(frozen=True)
class MateLine:
    """Somebody without whom something closes: their roles, how many pairs, and which."""

    key: str
    name: str
    roles: tuple[str, ...]
    count: int
    gates: tuple[GateLine, ...]


@dataclass(frozen=True)
class FaultLine:
    """Something nobody could decide as things are, and where."""

    where: str
    fault: Fault


@dataclass(frozen=True)
class CrewPage:
    """Who carries the policies; `alone` are those who cannot be replaced, those who close most first."""

    faults: tuple[FaultLine, ...]
    alone: tuple[MateLine, ...]
    explored: Explored
    pairs: int


def crew_page() -> CrewPage:
    """The proof of the policies in force for the people who are here, in two statements."""
    tx, now = reading(), glance()
    crew = crew_here(tx, now)
    proof = _proven(tuple(texts_in_force(tx, now)), crew)
    people = {mate.key: mate for mate in crew.people}
    alone = sorted(
        (_mate(people[closing.key], closing.pairs) for closing in proof.closes),
        key=lambda line: (-line.count, line.name),
    )
    faults = tuple(FaultLine(_where(fault), fault) for fault in proof.faults)
    return CrewPage(faults, tuple(alone), proof.explored, proof.explored.policies)


@lru_cache(maxsize=4)
def _proven(texts: tuple[tuple[str, str, str], ...], crew: Crew) -> Proof:
    """The same policies and people always give the same proof, so it is made once."""
    return prove({(gate, tier): load(text) for gate, tier, text in texts}, crew)


def _mate(mate: Mate, pairs: Sequence[Pair]) -> MateLine:
    tiers = {gate: [tier for one, tier in pairs if one == gate] for gate in POLICY_GATES}
    return MateLine(
        mate.key,
        mate.name,
        tuple(role_label(role) for role in sorted(mate.roles)),
        len(pairs),
        tuple(GateLine(gate_label(gate), _tiers(found)) for gate, found in tiers.items() if found),
    )


def _tiers(tiers: Sequence[str]) -> str:
    if set(tiers) == set(POLICY_TIERS):
        return "every tier"
    return ", ".join(tier_label(tier).lower() for tier in POLICY_TIERS if tier in tiers)


def _where(fault: Fault) -> str:
    parts = (
        gate_label(fault.gate) if fault.gate else "",
        tier_label(fault.tier).lower() if fault.tier else "",
    )
    return ", ".join(filter(None, parts))
