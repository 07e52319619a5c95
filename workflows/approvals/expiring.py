"""The sweep that ends requests whose time is over, as the clock and each exactly once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.subject import Subject
from workflows.approvals.deciding import expire
from workflows.approvals.expiry import is_over
from workflows.approvals.machine import is_final
from workflows.ground import clock
from workflows.ground.sweeping import Swept, each, lock_due

OPEN = tuple(status.value for status in RequestStatus if not is_final(status))


def sweep(limit: int = 1000) -> Swept:
    """Ends at most `limit` requests that nobody decided in time; nothing is ever decided by time."""

    def find(session: Session) -> Sequence[int]:
        now = clock.now(session)
        return session.scalars(
            select(ApprovalRequest.id)
            .where(ApprovalRequest.status.in_(OPEN), ApprovalRequest.expires_at <= now)
            .order_by(ApprovalRequest.expires_at, ApprovalRequest.id)
            .limit(limit)
        ).all()

    return each("expiry", find, _expire)


def _expire(tx: Session, key: int) -> bool:
    """Locks as every act does, subject first; a request that somebody works on now is left for the next run."""
    of_request = select(ApprovalRequest.subject_id).where(ApprovalRequest.id == key).scalar_subquery()
    subject = lock_due(tx, Subject, Subject.id == of_request)
    request = lock_due(tx, ApprovalRequest, ApprovalRequest.id == key) if subject else None
    if subject is None or request is None:
        return False
    now = clock.now(tx)
    if is_final(request.status) or not is_over(request, now):
        return False
    expire(tx, now, subject, request)
    return True
