"""The lifecycle as a proof walks through it; the column that owns it registers its doors here."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.proof.deciding import Asked
from workflows.approvals.policies.proof.finding import Fault, FaultKind, Pair, Told
from workflows.approvals.policies.queries import policy_tier
from workflows.approvals.policies.vocabulary import FAST_LANE, SUSPENSION
from workflows.approvals.policies.words import gate_label, stage_label, tier_label
from workflows.ground.refused import Refused


@dataclass(frozen=True)
class Place:
    """Where a version can stand: its stage, whether a stop lies over it, its tier, and how it came into the world."""

    stage: str
    suspended: bool = False
    tier: str | None = None
    in_use_before: bool = False

    @property
    def said(self) -> str:
        """The place as words."""
        stop = f", {stage_label('suspended').lower()}" if self.suspended else ""
        return f"{stage_label(self.stage)}{stop} ({tier_label(self.tier)})"


class Life(Protocol):
    """What a proof asks the lifecycle."""

    def births(self) -> Iterable[Place]:
        """Every place in which a version can come into the world."""

    def doors(self, place: Place) -> Iterable[tuple[str, Place]]:
        """Every gate that lets a version in this place ask for its passage, with the place it leads to."""

    def stages(self) -> Iterable[str]:
        """Every stage, in order."""

    def lives(self, stage: str) -> bool:
        """Whether a version runs in this stage and so can be stopped."""

    def is_final(self, stage: str) -> bool:
        """Whether nothing follows this stage."""

    def before(self, stage: str, other: str) -> bool:
        """Whether one stage comes before another."""

    def caught_up(self, policies: Mapping[Pair, PolicyBody], body: PolicyBody) -> Iterable[Asked]:
        """The requests under this policy that ask on top what other gates would ask, because the tier was raised."""

    def tiers(self) -> Iterable[str | None]:
        """Every tier a system can have."""


_registered: list[Life] = []


def register(life: Life) -> None:
    """Makes the lifecycle known; called once at start."""
    _registered[:] = [life]


def known() -> Life:
    """The lifecycle; raises Refused when nobody registered it, so that nothing counts as proven."""
    if not _registered:
        raise Refused("proof_too_large")
    return _registered[0]


def reach(
    life: Life, policies: Mapping[Pair, PolicyBody], opens: frozenset[Pair]
) -> dict[Place, tuple[Told, ...]]:
    """Every place a version can come to when these policies let it, each with a shortest way."""
    ways: dict[Place, tuple[Told, ...]] = {}
    waiting: deque[Place] = deque()
    for place in life.births():
        ways[place] = (Told("proof_step_born", {"place": place.said}),)
        waiting.append(place)
    while waiting:
        place = waiting.popleft()
        for target, step in _steps(life, policies, opens, place):
            if target not in ways:
                ways[target] = (*ways[place], step)
                waiting.append(target)
    return ways


def _steps(
    life: Life, policies: Mapping[Pair, PolicyBody], opens: frozenset[Pair], place: Place
) -> Iterator[tuple[Place, Told]]:
    for gate, target in exits(life, policies, opens, place):
        yield target, Told("proof_step_passes", {"gate": gate_label(gate), "place": target.said})
    stop = policies.get((SUSPENSION, tier_of(SUSPENSION, place.tier) or ""))
    if life.lives(place.stage) and not place.suspended and stop is not None and stop.emergency is not None:
        stopped = Place(place.stage, True, place.tier, place.in_use_before)
        yield stopped, Told("proof_step_suspended", {"place": stopped.said})
    if not life.is_final(place.stage):
        for tier in life.tiers():
            moved = Place(place.stage, place.suspended, tier, place.in_use_before)
            yield moved, Told("proof_step_tier", {"place": moved.said})


def exits(
    life: Life, policies: Mapping[Pair, PolicyBody], opens: frozenset[Pair], place: Place
) -> Iterator[tuple[str, Place]]:
    """The gates by which a version can leave a place: the door is there, and somebody can decide the request."""
    for gate, target in life.doors(place):
        tier = tier_of(gate, place.tier)
        if tier is not None and (gate, tier) in opens:
            yield gate, target
    lane = policies.get((FAST_LANE, place.tier or ""))
    if lane is not None and (FAST_LANE, lane.tier) in opens and place.stage in lane.from_stages:
        yield FAST_LANE, Place(lane.to_stages[-1], False, place.tier, place.in_use_before)


def dead_ends(
    life: Life,
    policies: Mapping[Pair, PolicyBody],
    opens: frozenset[Pair],
    ways: Mapping[Place, tuple[Told, ...]],
) -> Iterator[Fault]:
    """Every place that a version comes to and cannot leave, however long it waits."""
    for place, way in ways.items():
        if life.is_final(place.stage) or place.tier is None:
            # Without a tier nothing is asked for yet: it is classified first.
            continue
        if any(_leaves(place, target) for _, target in exits(life, policies, opens, place)):
            continue
        shut = tuple(
            Told("proof_step_shut", {"gate": gate_label(gate)})
            for gate in dict.fromkeys(gate for gate, target in life.doors(place) if _leaves(place, target))
        )
        told = Told("proof_dead_end", {"place": place.said})
        yield Fault(FaultKind.DEAD_END, told, tier=place.tier, path=(*way, *shut))


def _leaves(place: Place, target: Place) -> bool:
    return (place.stage, place.suspended) != (target.stage, target.suspended)


def tier_of(gate: str, tier: str | None) -> str | None:
    """The tier whose policy holds at a gate, None where none does."""
    try:
        return policy_tier(gate, tier)
    except Refused:
        return None
