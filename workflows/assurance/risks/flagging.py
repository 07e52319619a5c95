"""A critical risk that remains asks top management to sign: the register sets the flag, no classification does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.policy_version import PolicyVersion
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.approvals.facts import seats_of
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.moving import send_back
from workflows.approvals.policies.body import load
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.approvals.policies.when import seats_for
from workflows.ground.actor import Actor
from workflows.inventory.locks import SUBJECT_KIND


def risk_saved(
    tx: Session,
    now: datetime,
    _actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    _after: Mapping[str, Any],
) -> None:
    """Keeps the flag of the record's system; a request in review that needs more seats by it goes back."""
    if record.register != "risk" or record.system_id == ORGANISATION:
        return
    system, critical = tx.get_one(AiSystem, record.system_id), has_critical(tx, record.system_id)
    if system.critical_risk == critical:
        return
    system.critical_risk = critical
    tx.flush()
    if critical:
        for request in _in_review(tx, record.system_id):
            if _seats_missing(tx, request):
                send_back(tx, now, request)


def has_critical(tx: Session, system_id: int) -> bool:
    """Whether a live risk of the system is critical after measures, or before them while nobody rated it after."""
    found = select(RegisterRecord.id).where(
        RegisterRecord.register == "risk",
        RegisterRecord.system_id == system_id,
        RegisterRecord.level == "critical",
        RegisterRecord.status != "closed",
        RegisterRecord.archived_at.is_(None),
    )
    return tx.scalars(found.limit(1)).first() is not None


def _in_review(tx: Session, system_id: int) -> list[ApprovalRequest]:
    subjects = tx.scalars(
        select(Subject.id)
        .where(Subject.system_id == system_id, Subject.kind == SUBJECT_KIND)
        .order_by(Subject.id)
    ).all()
    found = [one for key in subjects for one in lock_open_requests(tx, key, [RequestStatus.IN_REVIEW.value])]
    return [request for request in found if by_team(request.kind)]


def _seats_missing(tx: Session, request: ApprovalRequest) -> bool:
    """Whether the policy asks for a seat in the present situation that the request does not have."""
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    asked = {seat.key for seat in seats_for(body, kind_of(request).situation(tx, request))}
    return bool(asked - {seat.key for seat in seats_of(tx, request.id)})
