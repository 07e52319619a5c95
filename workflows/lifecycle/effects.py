"""What the approval of a gate does to the version: the only place where a stage moves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import Gate
from models.policy_version import PolicyVersion
from models.stage_move import StageMove
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import Conflict
from workflows.lifecycle import following, successors
from workflows.lifecycle.doors import params_of, why_not
from workflows.lifecycle.machine import KEEPS_STAGE, LIVE, fire, trigger_of
from workflows.lifecycle.versions import locked, state_now, state_of
from workflows.people.days import day_of

REFRESHES = frozenset(
    {Gate.DESIGN, Gate.DATA_REVIEW, Gate.TESTING, Gate.DEPLOYMENT, Gate.RENEWAL, Gate.ADOPTION, Gate.REWORK}
)
"""Gates whose approval was given over the present content, so that what had moved before is settled."""


def pass_gate(tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
    """Moves the version of an approved request, sets its validity, and settles what else was open about it.

    Raises Conflict when the gate cannot be passed from where the version stands; then nothing is approved either.
    """
    version, system, zone = locked(tx, request.subject_id)
    day = day_of(now, zone)
    state = state_now(tx, now, version, system)
    code = why_not(state, request.gate, request.target_stage, day)
    if code:
        raise Conflict(code, **params_of(state, code))
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    before = version.stage
    changes = _move(tx, now, request, version, system)
    _set_validity(tx, now, request, version, body, day)
    if request.gate in REFRESHES and request.gate != Gate.REWORK:
        version.outdated, version.outdated_since = "[]", None
    _note_move(tx, now, request, version, request.gate, before)
    return {**changes, **following.settle_others(tx, now, actor, request, version, system, day)}


@dataclass(frozen=True)
class Passed:
    """One of several gates that a request passed: the gate, and the stages before and after."""

    gate: str
    before: str
    after: str


def pass_several(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    gates: Sequence[str],
    moved: Callable[[SystemVersion, AiSystem, Passed], None],
) -> dict[str, Any]:
    """Passes gate after gate for one approved request, calls `moved` after each, and settles what else was open.

    Each gate has to be the next one from where the version stands then; raises Conflict when one is not, and none is.
    """
    version, system, zone = locked(tx, request.subject_id)
    day, first = day_of(now, zone), version.stage
    for gate in gates:
        code = why_not(state_of(version, system), gate, gate, day)
        if code:
            raise Conflict(code)
        before = version.stage
        fire(version, trigger_of(gate, gate))
        version.stage_since = now
        _note_move(tx, now, request, version, gate, before)
        moved(version, system, Passed(gate, before, version.stage))
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    version.cleared_until = day + timedelta(days=body.validity_days) if body.validity_days else None
    version.outdated, version.outdated_since = "[]", None
    tx.flush()
    changes: dict[str, Any] = {"stage": [first, version.stage], "gates": [None, list(gates)]}
    return changes | following.settle_others(tx, now, actor, request, version, system, day)


def _note_move(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, gate: str, before: str
) -> None:
    tx.add(
        StageMove(
            version_id=version.id,
            request_id=request.id,
            gate=gate,
            from_stage=before,
            to_stage=version.stage,
            at=now,
        )
    )
    tx.flush()


def _move(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, system: AiSystem
) -> dict[str, Any]:
    before = version.stage
    if request.gate in KEEPS_STAGE:
        changes: dict[str, Any] = {"stage": [before, before]}
    elif request.gate == Gate.REWORK and before in LIVE:
        return successors.make_next(tx, now, request, version, system)
    else:
        fire(version, trigger_of(request.gate, request.target_stage))
        version.stage_since = now
        changes = {"stage": [before, version.stage]}
    if request.gate in (Gate.RESUMPTION, Gate.RETIREMENT) and version.suspension_id is not None:
        suspension = tx.get_one(Suspension, version.suspension_id)
        suspension.ended_at, suspension.ended_by_request_id = now, request.id
        version.suspension_id = None
        changes["suspension"] = [ref("SUS", suspension.id), None]
    if request.gate == Gate.ADOPTION:
        version.adopted = True
    return changes


def _set_validity(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, body: PolicyBody, day: date
) -> None:
    """Sets how long the approval clears the version: days of deployment and adoption, else the renewal interval."""
    if request.gate in (Gate.DEPLOYMENT, Gate.ADOPTION):
        days = body.validity_days
    elif request.gate == Gate.RENEWAL:
        days = body.renewal_interval_days
    elif request.gate == Gate.MONITORING:
        days = load(policy_in_force(tx, Gate.RENEWAL.value, request.tier, now).body).renewal_interval_days
    else:
        return
    # A policy that names no validity clears nothing.
    version.cleared_until = day + timedelta(days=days) if days else None


def detail_of(request: ApprovalRequest) -> dict[str, Any]:
    """What the request says beyond its gate: the change, the old version's fate."""
    found: dict[str, Any] = json.loads(request.detail)
    return found
