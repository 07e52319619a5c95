"""Takes the locks of an act in the one order that cannot deadlock: subject, request, then the rest."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.subject import Subject
from workflows.ground.ids import key_of
from workflows.ground.refused import NotFound


def request_key(ref: str) -> int:
    """The key in a ref such as REQ-142; raises NotFound for anything else."""
    key = key_of("REQ", ref)
    if key is None:
        raise NotFound("not_found")
    return key


def lock_request(tx: Session, ref: str) -> tuple[Subject, ApprovalRequest]:
    """Locks the request's subject, then the request, both read anew; raises NotFound when there is none."""
    key = request_key(ref)
    subject = tx.scalars(
        select(Subject)
        .join(ApprovalRequest, ApprovalRequest.subject_id == Subject.id)
        .where(ApprovalRequest.id == key)
        .with_for_update(of=Subject)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if subject is None:
        raise NotFound("not_found")
    request = tx.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.id == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return subject, request


def lock_subject(tx: Session, subject_id: int) -> Subject:
    """Locks one subject, read anew; raises NotFound when there is none."""
    found = lock_subjects(tx, [subject_id])
    if not found:
        raise NotFound("not_found")
    return found[0]


def lock_subjects(tx: Session, subject_ids: Iterable[int]) -> list[Subject]:
    """Locks several subjects in the order of their keys."""
    return list(
        tx.scalars(
            select(Subject)
            .where(Subject.id.in_(sorted(set(subject_ids))))
            .order_by(Subject.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def lock_open_requests(tx: Session, subject_id: int, statuses: Iterable[str]) -> list[ApprovalRequest]:
    """Locks the requests of a locked subject that are in one of the statuses, in the order of their keys."""
    return list(
        tx.scalars(
            select(ApprovalRequest)
            .where(
                ApprovalRequest.subject_id == subject_id,
                ApprovalRequest.status.in_([str(s) for s in statuses]),
            )
            .order_by(ApprovalRequest.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
