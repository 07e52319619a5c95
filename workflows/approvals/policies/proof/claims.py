"""What a policy says of itself that the lifecycle does not know or that leads past a signature."""

from __future__ import annotations

from collections.abc import Iterator

from models.enums import Gate
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.check import problems
from workflows.approvals.policies.proof.finding import Fault, FaultKind, Told
from workflows.approvals.policies.proof.life import Life, Place
from workflows.approvals.policies.vocabulary import BESIDE_GATES, FAST_LANE
from workflows.approvals.policies.words import gate_label, stage_label
from workflows.ground.words import text

SUSPENDED = "suspended"

_OPENS = frozenset({"policy_no_seat", "policy_asks_nothing"})
"""What is wrong with a policy whose gate nobody would have to open; everything else names what is not there."""


def claims(body: PolicyBody, life: Life) -> Iterator[Fault]:
    """Names nobody knows, moves the lifecycle does not have, and environments that ask for too little."""
    for refused in problems(body):
        reason = text(refused.code, dict(refused.params))
        kind = FaultKind.UNSIGNED if refused.code in _OPENS else FaultKind.NAME
        yield _fault(body, kind, Told("proof_not_sound", {"reason": reason}))
    yield from _moves(body, life)
    yield from _running(body, life)
    yield from _lane(body, life)


def _moves(body: PolicyBody, life: Life) -> Iterator[Fault]:
    """Stages the policy says it leads to although its gate never does."""
    if body.gate in BESIDE_GATES:
        return
    for target in dict.fromkeys(body.to_stages):
        if not any(_leads(life, body.gate, source, target) for source in body.from_stages):
            sources = " / ".join(stage_label(stage) for stage in body.from_stages)
            told = Told("proof_no_such_move", {"source": sources, "target": stage_label(target)})
            yield _fault(body, FaultKind.NAME, told)


def _leads(life: Life, gate: str, source: str, target: str) -> bool:
    stages = [stage for stage in life.stages() if life.lives(stage)] if source == SUSPENDED else [source]
    return any(
        door == gate and found.stage == target
        for stage in stages
        for in_use in (False, True)
        for door, found in life.doors(Place(stage, source == SUSPENDED, None, in_use))
    )


def _running(body: PolicyBody, life: Life) -> Iterator[Fault]:
    """A version runs in production only past the gate whose signatures deployment takes."""
    if body.gate != Gate.DEPLOYMENT:
        return
    needed = body.stage_needed("production")
    if needed is not None and not life.before(needed, Gate.DEPLOYMENT.value):
        return
    stage = needed or "intake"
    told = Told("proof_runs_unsigned", {"stage": stage_label(stage), "gate": gate_label(Gate.DEPLOYMENT)})
    born = Told("proof_step_born", {"place": stage_label(stage)})
    yield _fault(body, FaultKind.UNSIGNED, told, (born, Told("proof_step_deployed")))


def _lane(body: PolicyBody, life: Life) -> Iterator[Fault]:
    """Every gate on the way of the fast lane is one that its signature stands for."""
    if body.gate != FAST_LANE or not body.to_stages:
        return
    last = body.to_stages[-1]
    for stage in life.stages():
        passed = all(life.before(source, stage) for source in body.from_stages)
        if passed and stage not in body.to_stages and life.before(stage, last):
            told = Told("proof_lane_skips", {"target": stage_label(last), "gate": gate_label(stage)})
            yield _fault(body, FaultKind.UNSIGNED, told)


def _fault(body: PolicyBody, kind: FaultKind, told: Told, path: tuple[Told, ...] = ()) -> Fault:
    return Fault(kind, told, body.gate, body.tier, path)
