"""Prepares the monitoring gate of what went through the lane, when it goes live: two answers follow from records."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.answer import Answer
from models.approval_request import ApprovalRequest
from models.artefact import Artefact
from models.deployment import Deployment
from models.enums import AnswerStatus, EnvironmentPurpose, Gate, RequestStatus, Stage
from models.environment import Environment
from models.stage_move import StageMove
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.naming import about, place
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.requests import new_request
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.outbox import put
from workflows.record import append

SAME_ITEM, DATE_ITEM = "DM-1", "DM-9"
PREPARED = "prepared from the record: {what}"


def prepare_monitoring(
    tx: Session,
    now: datetime,
    actor: Actor,
    version: SystemVersion,
    environment: Environment,
    deployment: Deployment,
) -> None:
    """Opens the monitoring gate as a draft on the team's turn, at the first allowed deployment in production."""
    if environment.purpose != EnvironmentPurpose.PRODUCTION or deployment.answer != "allow":
        return
    if version.stage != Stage.DEPLOYMENT or not _by_lane(tx, version) or _is_asked(tx, version):
        return
    subject = tx.get_one(Subject, version.subject_id)
    request = _draft(tx, now, subject, version, environment)
    answers = _answers(tx, version, environment, deployment)
    tx.add_all(_row(request, key, said, now) for key, said in answers.items())
    tx.flush()
    append(
        tx,
        now,
        actor,
        "request:opened",
        about=about(request, subject),
        changes={"gate": [None, request.gate], "prepared": [None, sorted(answers)]},
        **place(request, subject),
    )
    put(tx, now, "request:opened", ("request", request.uuid), "open", [])


def _draft(
    tx: Session, now: datetime, subject: Subject, version: SystemVersion, environment: Environment
) -> ApprovalRequest:
    why = {"code": "why_lane_went_live", "params": {"environment": environment.name}}
    return new_request(
        tx,
        now,
        None,
        subject,
        kind="gate",
        gate=Gate.MONITORING.value,
        tier=tx.get_one(AiSystem, version.system_id).tier,
        from_stage=version.stage,
        target_stage=Stage.MONITORING.value,
        detail={"old_version": "keep", "why": why},
    )


def _by_lane(tx: Session, version: SystemVersion) -> bool:
    """Whether the version came into deployment by the lane, and not by a later gate."""
    kind = tx.scalars(
        select(ApprovalRequest.kind)
        .join(StageMove, StageMove.request_id == ApprovalRequest.id)
        .where(StageMove.version_id == version.id, StageMove.gate == Gate.DEPLOYMENT.value)
        .order_by(StageMove.id.desc())
        .limit(1)
    ).first()
    return kind == FAST_LANE


def _is_asked(tx: Session, version: SystemVersion) -> bool:
    """Whether somebody asks, asked or withdrew already: then it is the team's own affair."""
    asked = select(ApprovalRequest.id).where(
        ApprovalRequest.subject_id == version.subject_id,
        ApprovalRequest.gate == Gate.MONITORING.value,
        ApprovalRequest.status != RequestStatus.EXPIRED.value,
    )
    return tx.scalars(asked.limit(1)).first() is not None


def _answers(
    tx: Session, version: SystemVersion, environment: Environment, deployment: Deployment
) -> dict[str, tuple[str, str]]:
    """The text of each answer and what it was taken from; an artefact nobody approved proves nothing."""
    found = {}
    approved = select(Artefact.name).where(
        Artefact.version_id == version.id,
        Artefact.removed_at.is_(None),
        Artefact.value == deployment.artefact,
    )
    name = tx.scalars(approved.limit(1)).first() if deployment.artefact else None
    if name is not None:
        text = f"In {environment.name} runs {deployment.artefact}, which was approved as {name}."
        found[SAME_ITEM] = (text, ref("DEP", deployment.id))
    if version.cleared_until is not None:
        text = f"No conditions: there are none in the fast lane. Next approval by {version.cleared_until.isoformat()}."
        found[DATE_ITEM] = (text, "the policy's date")
    return found


def _row(request: ApprovalRequest, key: str, said: tuple[str, str], now: datetime) -> Answer:
    return Answer(
        request_id=request.id,
        item_key=key,
        status=AnswerStatus.DONE.value,
        text=said[0],
        reason="",
        inherited=PREPARED.format(what=said[1]),
        answered_by_id=None,
        answered_at=now,
    )
