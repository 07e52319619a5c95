"""Clears the live seats of a person whose role is revoked while a request is open."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.seat import Seat
from workflows.approvals import turning
from workflows.approvals.calling import call
from workflows.approvals.facts import seats_of
from workflows.approvals.locking import lock_subjects
from workflows.approvals.rounds import clear_seat
from workflows.ground.actor import Actor
from workflows.people.hooks import RevokedGrant

IN_QUESTION = (RequestStatus.IN_REVIEW.value, RequestStatus.CHANGES_REQUESTED.value)


def clear_revoked(tx: Session, now: datetime, _actor: Actor, revoked: RevokedGrant) -> None:
    """Clears what the person signed in that role, where no other grant of it still reaches the request.

    Leaving, deactivation and an expired grant clear nothing; only a revocation does (product section 3).
    """
    subjects = lock_subjects(tx, _subject_ids(tx, revoked))
    for subject in subjects:
        if revoked.scope_key not in json.loads(subject.scope_keys):
            continue
        for request in tx.scalars(
            select(ApprovalRequest)
            .where(ApprovalRequest.subject_id == subject.id, ApprovalRequest.status.in_(IN_QUESTION))
            .order_by(ApprovalRequest.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ):
            _clear_in(tx, now, request, revoked)


def _clear_in(tx: Session, now: datetime, request: ApprovalRequest, revoked: RevokedGrant) -> None:
    seats = seats_of(tx, request.id, lock=True)
    # Whoever signs for somebody else does so in that person's role: only its revocation clears the seat.
    mine = [s for s in seats if (s.for_id or s.holder_id) == revoked.person_id and s.role == revoked.role]
    for seat in mine:
        clear_seat(tx, seat, "cleared_by_revocation", {})
    if mine and request.status == RequestStatus.IN_REVIEW:
        turning.settle(seats, now)
        call(tx, now, request, seats, request.status)
    tx.flush()


def _subject_ids(tx: Session, revoked: RevokedGrant) -> list[int]:
    return list(
        tx.scalars(
            select(ApprovalRequest.subject_id)
            .join(Seat, Seat.request_id == ApprovalRequest.id)
            .where(
                ApprovalRequest.status.in_(IN_QUESTION),
                func.coalesce(Seat.for_id, Seat.holder_id) == revoked.person_id,
                Seat.role == revoked.role,
            )
        )
    )
