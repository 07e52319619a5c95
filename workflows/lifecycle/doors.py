"""Which gates a version can ask for now, and in a sentence why not: pure, for page, door and superseding alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.enums import Gate, Stage, Tier
from workflows.lifecycle.machine import KEEPS_STAGE, LIVE, can_fire, is_earlier, trigger_of

PROHIBITED_PASSES = frozenset({Gate.RETIREMENT.value, Gate.REWORK.value})


@dataclass(frozen=True)
class VersionState:
    """What decides which doors are open to a version."""

    stage: str
    suspended: bool
    archived: bool
    number: int
    tier: str | None
    in_use_before: bool
    cleared_until: date | None
    born_stage: str = Stage.INTAKE.value
    overdue: tuple[str, ...] = ()
    """Refs of conditions of earlier approvals that are overdue at this instant."""


def why_not(state: VersionState, gate: str, target: str, today: date) -> str | None:
    """The code of the reason why this gate cannot be asked for or passed now; None when it can.

    An overdue condition shuts every gate that opens something; what stops or goes back stays possible.
    """
    code = _why_not_here(state, gate, target, today)
    if code is None and state.overdue and gate not in PROHIBITED_PASSES:
        return "condition_overdue"
    return code


def params_of(state: VersionState, code: str) -> dict[str, str]:
    """What fills the sentence of a reason."""
    return {"conditions": ", ".join(state.overdue)} if code == "condition_overdue" else {}


def _why_not_here(state: VersionState, gate: str, target: str, today: date) -> str | None:
    if state.archived:
        return "gate_version_archived"
    if state.tier == Tier.PROHIBITED and gate not in PROHIBITED_PASSES:
        return "prohibited_tier"
    if gate == Gate.REWORK:
        return _why_no_rework(state, target)
    if gate == Gate.RESUMPTION:
        return None if state.suspended and state.stage in LIVE else "not_suspended"
    if state.suspended and gate != Gate.RETIREMENT:
        return "version_suspended"
    if gate == Gate.RENEWAL:
        return None if state.stage in KEEPS_STAGE[gate] else "gate_not_here"
    if not can_fire(state.stage, trigger_of(gate, target)):
        return "gate_not_here"
    if gate == Gate.ADOPTION and (not state.in_use_before or state.number != 1):
        return "adoption_only_once"
    if gate == Gate.MONITORING and (state.cleared_until is None or state.cleared_until < today):
        return "clearance_lapsed"
    return None


def _why_no_rework(state: VersionState, target: str) -> str | None:
    if state.stage in (Stage.INTAKE, Stage.RETIREMENT):
        return "gate_not_here"
    if target not in {stage.value for stage in Stage} or not is_earlier(target, state.stage):
        return "rework_not_earlier"
    return None


def targets(stage: str, gate: str) -> tuple[str, ...]:
    """The stages that a gate can open from this stage."""
    if gate == Gate.REWORK:
        return tuple(s.value for s in Stage if is_earlier(s.value, stage) and s.value in REWORK_TARGETS)
    if gate in KEEPS_STAGE:
        return (stage,)
    return (Stage.MONITORING.value,) if gate == Gate.ADOPTION else (gate,)


REWORK_TARGETS = frozenset({"intake", "design", "data_review", "testing"})


def next_gate(state: VersionState) -> str | None:
    """The gate that leads on from here, for the one primary button of the page."""
    if state.suspended:
        return Gate.RESUMPTION.value
    if state.stage == Stage.INTAKE and state.in_use_before and state.number == 1:
        return Gate.ADOPTION.value
    following = {
        Stage.INTAKE: Gate.DESIGN,
        Stage.DESIGN: Gate.DATA_REVIEW,
        Stage.DATA_REVIEW: Gate.TESTING,
        Stage.TESTING: Gate.DEPLOYMENT,
        Stage.DEPLOYMENT: Gate.MONITORING,
        Stage.MONITORING: Gate.RENEWAL,
    }
    gate = following.get(Stage(state.stage))
    return gate.value if gate else None
