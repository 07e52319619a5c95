"""When a request that stands still ends by itself; the truth is the database's clock, never a sweep's flag."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.policy_version import PolicyVersion
from workflows.approvals.machine import is_final
from workflows.approvals.policies.body import load
from workflows.ground.refused import Conflict


def is_over(request: ApprovalRequest, now: datetime) -> bool:
    """Whether the request's time is over, swept or not."""
    return request.expires_at is not None and now >= request.expires_at


def require_open(request: ApprovalRequest, now: datetime) -> None:
    """Raises Conflict when the request has ended, or would have if anybody had looked."""
    if is_final(request.status):
        raise Conflict("request_ended", status=request.status)
    if is_over(request, now):
        raise Conflict("request_expired")


def extend(tx: Session, request: ApprovalRequest, now: datetime) -> None:
    """Starts the time anew that the policy gives a request in its present status; calendar days."""
    days = load(tx.get_one(PolicyVersion, request.policy_version_id).body).expiry
    idle = {
        RequestStatus.DRAFT.value: days.draft_idle_days,
        RequestStatus.CHANGES_REQUESTED.value: days.with_team_idle_days,
        RequestStatus.IN_REVIEW.value: days.in_review_days,
    }
    request.expires_at = now + timedelta(days=idle[request.status])
