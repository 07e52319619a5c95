"""What follows for everything else that is open about a version when one of its gates has been passed."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.deployment import Deployment
from models.enums import OPEN_STATUSES, Gate, RequestStatus, RoundCause
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.clock import running
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.moving import look_again
from workflows.approvals.policies.vocabulary import EMERGENCY_REVIEW, SUSPENSION_REVIEW
from workflows.approvals.requests import end_request, new_request
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.lifecycle.doors import why_not
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.versions import siblings, state_of
from workflows.people.days import today

ROLLBACK_DAYS = 30
"""How long a replaced version keeps its answer for rollback (product section 2)."""


def settle_others(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    version: SystemVersion,
    system: AiSystem,
    day: date,
) -> dict[str, Any]:
    """Ends what cannot start from the new stage as superseded, looks again at what still can, lifts holds."""
    changes: dict[str, Any] = {}
    superseded = []
    state = state_of(version, system)
    for other in lock_open_requests(tx, version.subject_id, OPEN_STATUSES):
        if other.id == request.id:
            continue
        if _cannot_start(other, request, state, day):
            end_request(
                tx, now, actor, other, "supersede", "ended_superseded", {"by": ref("REQ", request.id)}
            )
            superseded.append(ref("REQ", other.id))
            continue
        other.from_stage = version.stage
        if request.gate == Gate.RESUMPTION:
            other.on_hold = False
            if other.status == RequestStatus.IN_REVIEW:
                running.start(tx, other, now)
        look_again(tx, now, other, RoundCause.VERSION_MOVED)
    if superseded:
        changes["superseded"] = [None, superseded]
    if request.gate == Gate.RETIREMENT:
        _end_deployments(tx, now, version)
    if request.gate == Gate.MONITORING:
        changes |= _old_versions(tx, now, actor, request, version, system)
    if request.gate == Gate.REWORK:
        changes |= _keep_or_stop(request, version)
    return changes


def _cannot_start(other: ApprovalRequest, request: ApprovalRequest, state: Any, day: Any) -> bool:
    if other.kind == EMERGENCY_REVIEW:
        # What was taken upon oneself is judged, whatever became of the version.
        return False
    if other.kind == SUSPENSION_REVIEW and request.gate in (Gate.RENEWAL, Gate.MONITORING):
        # The approval it is about holds again; what else may ask for a stop stays to be judged.
        return str(json.loads(other.detail).get("cause", "")).startswith("clearance:")
    if not by_team(other.kind):
        # A confirmation ends with the suspension that it is about.
        return request.gate in (Gate.RESUMPTION, Gate.RETIREMENT)
    target = state.stage if other.gate in (Gate.RENEWAL, Gate.RESUMPTION) else other.target_stage
    return why_not(state, other.gate, target, day) is not None


def _end_deployments(tx: Session, now: datetime, version: SystemVersion) -> None:
    tx.execute(
        update(Deployment)
        .where(Deployment.version_id == version.id, Deployment.ended_at.is_(None))
        .values(ended_at=now)
    )


def _old_versions(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    version: SystemVersion,
    system: AiSystem,
) -> dict[str, Any]:
    """What the team said about the versions that ran before: keep, keep for rollback, or retire."""
    fate = json.loads(request.detail).get("old_version", "keep")
    changed = []
    for old in siblings(tx, version):
        if old.stage not in LIVE or fate == "keep":
            continue
        if fate == "rollback":
            old.rollback_until = today(tx, now) + timedelta(days=ROLLBACK_DAYS)
        elif fate == "retire":
            _ask_retirement(tx, now, actor, old, system)
        changed.append(ref("VER", old.id))
    return {"old_versions": [None, {"fate": fate, "versions": changed}]} if changed else {}


def _ask_retirement(tx: Session, now: datetime, actor: Actor, old: SystemVersion, system: AiSystem) -> None:
    """Opens the old version's retirement as a draft on the team's turn, unless one is open."""
    open_one = tx.scalars(
        select(ApprovalRequest.id).where(
            ApprovalRequest.subject_id == old.subject_id,
            ApprovalRequest.gate == Gate.RETIREMENT.value,
            ApprovalRequest.status.in_([s.value for s in OPEN_STATUSES]),
        )
    ).first()
    if open_one is None:
        new_request(
            tx,
            now,
            actor.person_id,
            tx.get_one(Subject, old.subject_id),
            kind="gate",
            gate=Gate.RETIREMENT.value,
            tier=system.tier,
            from_stage=old.stage,
            target_stage="retirement",
        )


def _keep_or_stop(request: ApprovalRequest, version: SystemVersion) -> dict[str, Any]:
    """A rework may say that the old version is off until its successor runs; then its clearance ends."""
    if json.loads(request.detail).get("old_version") == "off" and version.stage in LIVE:
        before, version.cleared_until = version.cleared_until, None
        return {"cleared_until": [before.isoformat() if before else None, None]}
    return {}
