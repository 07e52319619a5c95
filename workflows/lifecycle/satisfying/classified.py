"""The classification as proof: of tier and role, of the screen for forbidden practices, and of a look since."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.classification import Classification
from models.classification_review import ClassificationReview
from models.enums import RequestStatus
from workflows.approvals.kinds import LinkedRecord
from workflows.inventory.wizard.said import is_screened

RECORDED = frozenset({"IN-3", "AD-3"})
SCREENED = frozenset({"IN-2", "AD-2"})
SINCE_APPROVAL = frozenset({"RE-5"})
SINCE_ASKED = frozenset({"CH-2"})
ITEMS = RECORDED | SCREENED | SINCE_APPROVAL | SINCE_ASKED
KIND = "classification"


def classified(tx: Session, request: ApprovalRequest, item: str) -> list[LinkedRecord]:
    """The present classification, when it says what the item asks for.

    One that was set without the wizard screens nothing. A renewal wants one that was written or found still right
    after the last approval before it, a rework one after it was asked for.
    """
    if item not in ITEMS:
        return []
    system = tx.get_one(AiSystem, request.system_id)
    present = tx.get(Classification, system.classification_id) if system.classification_id else None
    if present is None or not _says(tx, request, item, present):
        return []
    return [
        LinkedRecord(
            kind=KIND,
            uuid=present.uuid,
            version=present.number,
            digest=present.digest,
            ref=f"classification {present.number}",
            author_id=present.author_id,
            author_roles=tuple(json.loads(present.author_roles)),
        )
    ]


def _says(tx: Session, request: ApprovalRequest, item: str, present: Classification) -> bool:
    if item in SCREENED:
        return is_screened(json.loads(present.wizard or "{}"))
    if item in SINCE_ASKED:
        return request.opened_at is not None and _looked_at(tx, present) > request.opened_at
    if item in SINCE_APPROVAL:
        before = _approved_before(tx, request)
        return before is None or _looked_at(tx, present) > before
    return True


def _looked_at(tx: Session, present: Classification) -> datetime:
    """When it was written, or last found still right."""
    reviewed = tx.scalars(
        select(func.max(ClassificationReview.at)).where(ClassificationReview.classification_id == present.id)
    ).one()
    return max(present.at, reviewed) if reviewed is not None else present.at


def _approved_before(tx: Session, request: ApprovalRequest) -> datetime | None:
    """When the last approval of the same version fell, before this was asked for."""
    approvals = select(func.max(ApprovalRequest.decided_at)).where(
        ApprovalRequest.subject_id == request.subject_id,
        ApprovalRequest.status == RequestStatus.APPROVED.value,
    )
    if request.opened_at is not None:
        approvals = approvals.where(ApprovalRequest.decided_at <= request.opened_at)
    return tx.scalars(approvals).one()
