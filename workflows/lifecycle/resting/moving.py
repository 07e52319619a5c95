"""What follows when a register record moved: open requests are looked at again, and what rests on it marked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, RoundCause
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.moving import look_again
from workflows.ground.actor import Actor
from workflows.inventory.frozen import IN_SUBJECT
from workflows.lifecycle.resting.marking import mark_component, mark_record


def record_moved(
    tx: Session, now: datetime, _actor: Actor, record: RegisterRecord, system_ids: frozenset[int]
) -> None:
    """A moved record opens new rounds, sends back what it no longer satisfies, and outdates what rests on it."""
    cause = RoundCause.VERSION_MOVED if record.register in IN_SUBJECT else RoundCause.RECORD_MOVED
    for subject_id in _with_open_requests(tx, system_ids):
        for request in lock_open_requests(tx, subject_id, OPEN_STATUSES):
            if by_team(request.kind):
                look_again(tx, now, request, cause)
    if record.register in IN_SUBJECT:
        if record.register == "component":
            mark_component(tx, now, record, _ever_linked(tx, record.id))
    else:
        mark_record(tx, now, record)
    tx.flush()


def _with_open_requests(tx: Session, system_ids: frozenset[int]) -> list[int]:
    return list(
        tx.scalars(
            select(ApprovalRequest.subject_id)
            .where(
                ApprovalRequest.system_id.in_(sorted(system_ids)),
                ApprovalRequest.status.in_([str(status.value) for status in OPEN_STATUSES]),
            )
            .distinct()
            .order_by(ApprovalRequest.subject_id)
        )
    )


def _ever_linked(tx: Session, record_id: int) -> list[int]:
    """The versions that use the component, or used it: taking it out changes a version as much as editing it."""
    return list(
        tx.scalars(
            select(RegisterLink.target_id)
            .where(RegisterLink.record_id == record_id, RegisterLink.target_kind == "version")
            .distinct()
        )
    )
