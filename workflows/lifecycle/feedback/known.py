"""The setbacks that the lifecycle itself knows of: overdue conditions, suspensions, rework after an incident."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.enums import Gate, RequestStatus
from models.stage_move import StageMove
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.conditions.due import overdue
from workflows.ground.ids import ref
from workflows.lifecycle.feedback.sources import MOST, Setback, Wanted, register

CONDITION, SUSPENSION, INCIDENT = "condition", "suspension", "incident"
AFTER_INCIDENT = "incident_"
"""How the rows of the routing table begin that answer an incident or a breached limit."""


def conditions(tx: Session, wanted: Wanted) -> list[Setback]:
    """Conditions that came overdue, settled since or not; each names the item it stood for."""
    rows = tx.execute(
        select(Condition, Subject.label)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(
            wanted.seen,
            ApprovalRequest.gate == wanted.gate,
            ApprovalRequest.status == RequestStatus.APPROVED.value,
            or_(Condition.overdue_at.is_not(None), overdue(wanted.now)),
            func.coalesce(Condition.overdue_at, Condition.due_at) >= wanted.since,
        )
        .order_by(Condition.id.desc())
        .limit(MOST)
    )
    return [
        Setback(
            CONDITION,
            one.request_id,
            label,
            ref("COND", one.id),
            f"/conditions/{ref('COND', one.id)}",
            one.overdue_at or one.due_at or one.made_at,
            "setback_condition",
            {"due": one.due_on, "text": one.text},
            one.item_key,
            one.status != "open",
        )
        for one, label in rows
    ]


def suspensions(tx: Session, wanted: Wanted) -> list[Setback]:
    """Stops of a version, each pointing to the last gate that let the version on before it."""
    before = _last_move(SystemVersion.id, Suspension.suspended_at)
    rows = tx.execute(
        select(Suspension, StageMove.request_id, AiSystem.name, SystemVersion.label)
        .join(SystemVersion, SystemVersion.id == Suspension.version_id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .join(StageMove, StageMove.id == before)
        .where(wanted.systems, StageMove.gate == wanted.gate, Suspension.suspended_at >= wanted.since)
        .order_by(Suspension.id.desc())
        .limit(MOST)
    )
    return [
        Setback(
            SUSPENSION,
            request_id,
            f"{system} {label}",
            ref("SUS", one.id),
            f"/suspensions/{ref('SUS', one.id)}",
            one.suspended_at,
            "setback_suspension",
            {"reason": one.reason},
            over=one.ended_at is not None,
        )
        for one, request_id, system, label in rows
    ]


def reworks(tx: Session, wanted: Wanted) -> list[Setback]:
    """Rework that somebody asked for because of an incident, bias or drift."""
    before = _last_move(SystemVersion.id, ApprovalRequest.opened_at)
    rows = tx.execute(
        select(ApprovalRequest, StageMove.request_id, Subject.label)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(SystemVersion, SystemVersion.subject_id == Subject.id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .join(StageMove, StageMove.id == before)
        .where(
            wanted.seen,
            ApprovalRequest.gate == Gate.REWORK.value,
            ApprovalRequest.detail.contains(f'"change":"{AFTER_INCIDENT}', autoescape=True),
            StageMove.gate == wanted.gate,
            ApprovalRequest.opened_at >= wanted.since,
        )
        .order_by(ApprovalRequest.id.desc())
        .limit(MOST)
    )
    return [
        Setback(
            INCIDENT,
            request_id,
            label,
            ref("REQ", one.id),
            f"/requests/{ref('REQ', one.id)}",
            one.opened_at,
            "setback_rework",
            {"text": json.loads(one.detail).get("change_text", "")},
            over=one.decided_at is not None,
        )
        for one, request_id, label in rows
    ]


def _last_move(version_id: Any, at: Any) -> Any:
    """The last move of a version up to an instant: the decision that let it be where it was."""
    move = aliased(StageMove)
    found = select(func.max(move.id)).where(
        move.version_id == version_id, move.at <= at, move.gate != Gate.REWORK.value
    )
    return found.correlate_except(move).scalar_subquery()


def register_known() -> None:
    """Makes these kinds known; called once at start."""
    register(CONDITION, conditions)
    register(SUSPENSION, suspensions)
    register(INCIDENT, reworks)
