"""Makes the next version of one that runs: born where a signed rework says, answers inherited by reference."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.answer import Answer
from models.answer_evidence import AnswerEvidence
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.inventory.births import bear_version


def make_next(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, system: AiSystem
) -> dict[str, Any]:
    """Makes the successor of a locked version at the stage the request names; the version itself does not move."""
    detail = json.loads(request.detail)
    following = bear_version(
        tx,
        now,
        system,
        str(detail["next_label"]),
        str(detail.get("change_text", "")),
        stage=request.target_stage,
        born_by_request_id=request.id,
        predecessor_id=version.id,
    )
    return {"version": [None, ref("VER", following.id)], "born": [None, following.born_stage]}


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
