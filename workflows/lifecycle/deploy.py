"""May this version run there? One answer for page, pipeline and the deployment register."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import EnvironmentPurpose, Stage, Tier
from models.environment import Environment
from models.system_version import SystemVersion
from workflows.approvals.conditions.due import DENIES, overdue_refs
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground.refused import Refused
from workflows.ground.words import text
from workflows.inventory.hooks import DeployAnswer
from workflows.lifecycle.machine import ORDER
from workflows.lifecycle.passes.live import LivePass, live_pass
from workflows.people.days import today

NO_PASS = frozenset({"run_prohibited", "run_suspended", "run_retired"})
"""Noes that no emergency turns into a yes."""


@dataclass(frozen=True)
class RunState:
    """What decides whether a version may run."""

    label: str
    stage: str
    suspended: bool
    archived: bool
    tier: str | None
    cleared_until: date | None
    rollback_until: date | None
    outdated: tuple[str, ...]
    deny_when_outdated: bool
    overdue: tuple[str, ...] = ()
    """Refs of overdue conditions whose consequence is that it may not run."""
    emergency: LivePass | None = None
    """The emergency pass for the environment that is asked about."""


def may_run(state: RunState, purpose: str, needed: str | None, today_: date) -> DeployAnswer:
    """Answers from the version's state alone; everything that is not plainly allowed is denied.

    An emergency pass turns a no into a yes until its end, but never for what is prohibited, suspended or retired.
    """
    answer = _by_the_gates(state, purpose, needed, today_)
    if answer.allowed or state.emergency is None or answer.code in NO_PASS:
        return answer
    return _allow("run_emergency", state, by=state.emergency.by, until=state.emergency.until)


def _by_the_gates(state: RunState, purpose: str, needed: str | None, today_: date) -> DeployAnswer:
    if state.tier == Tier.PROHIBITED:
        return _deny("run_prohibited", state)
    if state.suspended:
        return _deny("run_suspended", state)
    if state.stage == Stage.RETIREMENT or state.archived:
        return _deny("run_retired", state)
    if needed is None:
        return _allow("run_needs_nothing", state, purpose=purpose)
    if ORDER.index(state.stage) < ORDER.index(needed):
        return _deny("run_too_early", state, stage=state.stage, needed=needed)
    if purpose not in (EnvironmentPurpose.PILOT, EnvironmentPurpose.PRODUCTION):
        return _allow("run_stage_reached", state, purpose=purpose)
    if "tier_raised" in state.outdated or (state.outdated and state.deny_when_outdated):
        return _deny("run_outdated", state)
    if state.overdue:
        return _deny("run_condition_overdue", state, conditions=", ".join(state.overdue))
    if state.cleared_until is not None and state.cleared_until >= today_:
        return _allow("run_cleared", state, until=_day(state.cleared_until))
    if state.rollback_until is not None and state.rollback_until >= today_:
        return _allow("run_rollback", state, until=_day(state.rollback_until))
    return _deny("run_lapsed", state)


def state_for_run(
    version: SystemVersion,
    system: AiSystem,
    policy: PolicyBody | None,
    overdue: tuple[str, ...] = (),
    emergency: LivePass | None = None,
) -> RunState:
    """The state the answer rests on; without a policy a changed version is denied."""
    return RunState(
        label=version.label,
        stage=version.stage,
        suspended=version.suspension_id is not None,
        archived=version.archived_at is not None or system.archived_at is not None,
        tier=system.tier,
        cleared_until=version.cleared_until,
        rollback_until=version.rollback_until,
        outdated=tuple(str(one["code"]) for one in json.loads(version.outdated)),
        deny_when_outdated=policy is None or policy.stale_consequence == "deny",
        overdue=overdue,
        emergency=emergency,
    )


def answer_for(
    tx: Session, now: datetime, version: SystemVersion, environment: Environment | None, _artefact: str = ""
) -> DeployAnswer:
    """The deploy check for a stored version; an environment that nobody registered counts as production."""
    system = tx.get_one(AiSystem, version.system_id)
    purpose = environment.purpose if environment else EnvironmentPurpose.PRODUCTION.value
    overdue = overdue_refs(tx, version.subject_id, now, DENIES)
    emergency = live_pass(tx, now, version.id, environment.id) if environment else None
    try:
        policy = load(policy_in_force(tx, "deployment", system.tier, now).body)
    except Refused:
        # Whoever has no rules has nobody who may pass them either.
        state = state_for_run(version, system, None, overdue)
        return may_run(state, purpose, Stage.DEPLOYMENT.value, today(tx, now))
    state = state_for_run(version, system, policy, overdue, emergency)
    return may_run(state, purpose, policy.stage_needed(purpose), today(tx, now))


def _day(day: date) -> str:
    """A date as the pages write it."""
    return f"{day.day} {day:%b %Y}"


def _allow(code: str, state: RunState, **params: str) -> DeployAnswer:
    return DeployAnswer(True, code, text(code, {"label": state.label, **params}))


def _deny(code: str, state: RunState, **params: str) -> DeployAnswer:
    return DeployAnswer(False, code, text(code, {"label": state.label, **params}))
