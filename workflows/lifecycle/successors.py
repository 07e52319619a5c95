"""Makes the next version of one that runs: born where a signed rework says, answers inherited by reference."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.answer import Answer
from models.answer_evidence import AnswerEvidence
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.refused import Conflict


def make_next(
    tx: Session, now: datetime, _actor: Actor, request: ApprovalRequest, version: SystemVersion
) -> dict[str, Any]:
    """Makes the successor of a locked version at the stage the request names; the version itself does not move."""
    detail = json.loads(request.detail)
    system = tx.get_one(AiSystem, version.system_id)
    number = (
        tx.scalars(
            select(func.max(SystemVersion.number)).where(SystemVersion.system_id == version.system_id)
        ).one()
        or 0
    ) + 1
    label = free_label(tx, version.system_id, detail.get("next_label") or f"v{number}")
    uuid = uuid7()
    old = tx.get_one(Subject, version.subject_id)
    subject = Subject(
        uuid=uuid,
        kind=old.kind,
        system_id=system.id,
        label=f"{system.name} {label}",
        scope_keys=old.scope_keys,
    )
    tx.add(subject)
    tx.flush()
    following = SystemVersion(
        uuid=uuid,
        system_id=system.id,
        subject_id=subject.id,
        number=number,
        label=label,
        description=str(detail.get("change_text", "")),
        stage=request.target_stage,
        stage_since=now,
        born_stage=request.target_stage,
        born_by_request_id=request.id,
        predecessor_id=version.id,
        created_at=now,
    )
    tx.add(following)
    tx.flush()
    return {"version": [None, ref("VER", following.id)], "born": [None, following.born_stage]}


def free_label(tx: Session, system_id: int, label: str) -> str:
    """The label, when no version of the system has it; raises Conflict otherwise."""
    taken = tx.scalars(
        select(SystemVersion.id).where(SystemVersion.system_id == system_id, SystemVersion.label == label)
    ).first()
    if taken is not None:
        raise Conflict("label_taken", field="next_label", label=label)
    return label


def inherit(tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion) -> int:
    """Copies by reference what the predecessor answered at the same gate into a new draft; returns how many items.

    Each answer says where it comes from and why; answering it anew takes that mark away.
    """
    if version.predecessor_id is None:
        return 0
    before = tx.get_one(SystemVersion, version.predecessor_id)
    source = tx.scalars(
        select(ApprovalRequest)
        .where(
            ApprovalRequest.subject_id == before.subject_id,
            ApprovalRequest.gate == request.gate,
            ApprovalRequest.status == RequestStatus.APPROVED.value,
        )
        .order_by(ApprovalRequest.id.desc())
        .limit(1)
    ).first()
    if source is None:
        return 0
    rework = tx.get_one(ApprovalRequest, version.born_by_request_id)
    change = json.loads(rework.detail).get("change_text") or json.loads(rework.detail).get("change", "")
    why = f"as in {before.label} ({ref('REQ', source.id)}), because the change does not touch it: {change}"
    answers = list(tx.scalars(select(Answer).where(Answer.request_id == source.id)))
    for answer in answers:
        tx.add(
            Answer(
                request_id=request.id,
                item_key=answer.item_key,
                status=answer.status,
                text=answer.text,
                reason=answer.reason,
                inherited=why,
                answered_by_id=None,
                answered_at=now,
            )
        )
    for piece in tx.scalars(
        select(AnswerEvidence).where(
            AnswerEvidence.request_id == source.id, AnswerEvidence.removed_at.is_(None)
        )
    ):
        tx.add(
            AnswerEvidence(
                request_id=request.id,
                item_key=piece.item_key,
                evidence_id=piece.evidence_id,
                added_by_id=piece.added_by_id,
                added_at=now,
            )
        )
    tx.flush()
    return len(answers)
