"""Which moves a version's stage knows; a version moves only in the transaction that approves its request."""

from __future__ import annotations

from transitions import Machine, MachineError

from models.enums import Gate, Stage
from models.system_version import SystemVersion
from workflows.ground.refused import Conflict

ORDER = [stage.value for stage in Stage]
"""The stages from first to last."""

BEFORE_RETIREMENT = ORDER[:-1]

TABLE: list[dict[str, str | list[str]]] = [
    {"trigger": "pass_design", "source": "intake", "dest": "design"},
    {"trigger": "pass_data_review", "source": "design", "dest": "data_review"},
    {"trigger": "pass_testing", "source": "data_review", "dest": "testing"},
    {"trigger": "pass_deployment", "source": "testing", "dest": "deployment"},
    {"trigger": "pass_monitoring", "source": "deployment", "dest": "monitoring"},
    {"trigger": "pass_adoption", "source": "intake", "dest": "monitoring"},
    {"trigger": "pass_retirement", "source": BEFORE_RETIREMENT, "dest": "retirement"},
    {"trigger": "rework_to_intake", "source": ["design", "data_review", "testing"], "dest": "intake"},
    {"trigger": "rework_to_design", "source": ["data_review", "testing"], "dest": "design"},
    {"trigger": "rework_to_data_review", "source": "testing", "dest": "data_review"},
]
"""Read from top to bottom. A rework of a version that runs moves nothing: it makes the next version."""

KEEPS_STAGE = {
    Gate.RENEWAL.value: [Stage.DEPLOYMENT.value, Stage.MONITORING.value],
    Gate.RESUMPTION.value: [Stage.DEPLOYMENT.value, Stage.MONITORING.value],
}
"""Gates that are passed without a move, and the stages in which they can be."""

LIVE = frozenset({Stage.DEPLOYMENT.value, Stage.MONITORING.value})
"""Stages in which a version runs: it can be suspended, and a rework makes its successor."""

_machine = Machine(
    model=None,
    states=ORDER,
    transitions=TABLE,
    initial=None,
    auto_transitions=False,
    send_event=True,
    queued=False,
    ignore_invalid_triggers=False,
    model_attribute="stage",
)


def trigger_of(gate: str, target: str) -> str:
    """The trigger of a moving gate."""
    return f"rework_to_{target}" if gate == Gate.REWORK else f"pass_{gate}"


def can_fire(stage: str, trigger: str) -> bool:
    """Whether a stage knows this move."""
    return any(row["trigger"] == trigger and stage in _sources(row["source"]) for row in TABLE)


def fire(version: SystemVersion, trigger: str) -> None:
    """Moves a locked version; raises Conflict when its stage knows no such move."""
    if trigger not in _machine.events:
        raise Conflict("stage_knows_no_move")
    try:
        moved = _machine.events[trigger].trigger(version)
    except MachineError as error:
        raise Conflict("stage_knows_no_move") from error
    if not moved:
        raise Conflict("stage_knows_no_move")


def is_earlier(target: str, stage: str) -> bool:
    """Whether one stage comes before another."""
    return ORDER.index(target) < ORDER.index(stage)


def _sources(source: str | list[str]) -> list[str]:
    return [source] if isinstance(source, str) else source
