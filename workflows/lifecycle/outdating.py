"""What follows when something an approval rests on has changed: new rounds, outdated versions, a raised tier."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.classification import Classification
from models.enums import OPEN_STATUSES, Gate, RoundCause, Stage, Tier
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.stage_move import StageMove
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.moving import look_again, take_tier
from workflows.approvals.policies.body import load
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.requests import end_request, new_request
from workflows.ground.actor import Actor
from workflows.lifecycle.machine import LIVE, ORDER

RANK = {Tier.MINIMAL.value: 1, Tier.LIMITED.value: 2, Tier.HIGH.value: 3, Tier.PROHIBITED.value: 4}
PURPOSE_FIELDS = frozenset({"purpose", "supplier", "origin", "autonomy"})
"""Fields of a system whose change makes an approval outdated (starter rule)."""


def system_changed(
    tx: Session, now: datetime, _actor: Actor, system: AiSystem, changed: frozenset[str]
) -> None:
    """A changed register record opens new rounds, and a changed purpose or supplier makes approvals outdated."""
    for version in _versions(tx, system.id):
        _look_at_requests(tx, now, version, RoundCause.RECORD_MOVED)
        for name in sorted(changed & PURPOSE_FIELDS):
            if version.stage != Stage.INTAKE:
                mark(version, now, "outdated_field", {"field": name})
    tx.flush()


def version_changed(
    tx: Session, now: datetime, _actor: Actor, version: SystemVersion, changed: frozenset[str]
) -> None:
    """A changed artefact opens new rounds, and makes a version that runs outdated."""
    _look_at_requests(tx, now, version, RoundCause.VERSION_MOVED)
    if "artefacts" in changed and version.stage in LIVE:
        mark(version, now, "outdated_artefact", {})
    tx.flush()


def classified(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    before: str | None,
    after: str,
    classification: Classification,
) -> None:
    """A new classification reaches open requests; a raised tier makes what was approved under the lower outdated."""
    raised = before is not None and RANK[after] > RANK[before]
    for version in _versions(tx, system.id):
        for request in lock_open_requests(tx, version.subject_id, OPEN_STATUSES):
            if not by_team(request.kind):
                continue
            if request.kind == FAST_LANE and after != Tier.MINIMAL:
                # There is no lane outside the minimal tier: the team goes the full path.
                end_request(tx, now, actor, request, "supersede", "ended_lane_tier", {"tier": after})
                continue
            if before != after and after != Tier.PROHIBITED and (raised or request.status == "draft"):
                take_tier(tx, now, request, after)
            else:
                look_again(tx, now, request, RoundCause.RECORD_MOVED)
        if raised and version.stage not in (Stage.INTAKE, Stage.RETIREMENT):
            mark(version, now, "tier_raised", {"before": str(before), "after": after})
            _ask_what_grew(tx, now, actor, version, str(before), after)
        elif before is not None and not raised and version.stage != Stage.INTAKE:
            mark(version, now, "outdated_classification", {"number": classification.number})
    tx.flush()


def mark(version: SystemVersion, now: datetime, code: str, params: dict[str, Any]) -> None:
    """Notes one cause why the version's approvals are outdated; the same cause stands once."""
    causes = [one for one in json.loads(version.outdated) if one["code"] != code or one["params"] != params]
    causes.append({"code": code, "params": params})
    version.outdated = json.dumps(causes, ensure_ascii=False)
    version.outdated_since = version.outdated_since or now


def _versions(tx: Session, system_id: int) -> list[SystemVersion]:
    return list(
        tx.scalars(
            select(SystemVersion)
            .where(SystemVersion.system_id == system_id, SystemVersion.archived_at.is_(None))
            .order_by(SystemVersion.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _look_at_requests(tx: Session, now: datetime, version: SystemVersion, cause: RoundCause) -> None:
    for request in lock_open_requests(tx, version.subject_id, OPEN_STATUSES):
        if by_team(request.kind):
            look_again(tx, now, request, cause)


def _ask_what_grew(
    tx: Session,
    now: datetime,
    actor: Actor,
    version: SystemVersion,
    before: str,
    after: str,
) -> None:
    """Opens the draft that asks what the raised tier adds: a renewal, or a rework for a version that never ran."""
    grown = _grown_gates(tx, now, version, before, after)
    if not grown:
        return
    if version.stage in LIVE:
        gate, target = Gate.RENEWAL.value, version.stage
    else:
        gate, target = Gate.REWORK.value, _stage_before(grown[0])
        if target == version.stage or ORDER.index(target) >= ORDER.index(version.stage):
            return
    if after == Tier.PROHIBITED and gate == Gate.RENEWAL:
        return
    if _is_open(tx, version.subject_id, gate):
        return
    new_request(
        tx,
        now,
        actor.person_id,
        tx.get_one(Subject, version.subject_id),
        kind="gate",
        gate=gate,
        tier=after,
        from_stage=version.stage,
        target_stage=target,
        detail={
            "change": "tier_raised",
            "change_text": f"tier raised from {before} to {after}",
            "catch_up": grown,
            "approved_as": before,
        },
        on_hold=version.suspension_id is not None,
    )


def _grown_gates(tx: Session, now: datetime, version: SystemVersion, before: str, after: str) -> list[str]:
    """The passed gates whose policy asks more must-items or seats in the higher tier, in order."""
    passed = list(
        dict.fromkeys(
            tx.scalars(
                select(StageMove.gate).where(StageMove.version_id == version.id).order_by(StageMove.id)
            )
        )
    )
    tier = Tier.HIGH.value if after == Tier.PROHIBITED else after
    rows = tx.execute(
        select(Policy.gate, Policy.tier, PolicyVersion.body)
        .join(PolicyVersion, PolicyVersion.policy_id == Policy.id)
        .where(Policy.gate.in_(passed), Policy.tier.in_([before, tier]), PolicyVersion.in_force_from <= now)
        .order_by(PolicyVersion.number)
    )
    bodies = {(gate, of): load(body) for gate, of, body in rows}
    return [
        gate
        for gate in passed
        if gate in ORDER and _asks(bodies.get((gate, tier))) - _asks(bodies.get((gate, before)))
    ]


def _asks(body: Any) -> frozenset[str]:
    if body is None:
        return frozenset()
    musts = {f"item:{item.key}" for item in body.items if item.level == "must"}
    return frozenset(musts | {f"seat:{seat.key}" for seat in body.seats})


def _stage_before(gate: str) -> str:
    return ORDER[ORDER.index(gate) - 1]


def _is_open(tx: Session, subject_id: int, gate: str) -> bool:
    return (
        tx.scalars(
            select(ApprovalRequest.id).where(
                ApprovalRequest.subject_id == subject_id,
                ApprovalRequest.gate == gate,
                ApprovalRequest.status.in_([str(s.value) for s in OPEN_STATUSES]),
            )
        ).first()
        is not None
    )
