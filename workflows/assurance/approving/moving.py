"""What approval does to a record, and what a later change of the record does to its approval."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, RoundCause
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.moving import look_again
from workflows.approvals.requests import end_request
from workflows.assurance.approving.approvable import Approvable, approval_of, is_approvable
from workflows.assurance.approving.frozen import record_of
from workflows.ground.actor import Actor
from workflows.inventory.registers import declaring
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.content import body_of, content_digest, frozen_links
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.turning import end_turn, give_turn


def approve_as_it_is(tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
    """Gives the record its approved status and remembers the digest that this holds for."""
    found = record_of(tx, request)
    one, how = declaring.of(found.register), approval_of(found.register)
    place = lock_place(tx, one, found.id, 0)
    record = place.held
    before = record.status
    # The status is part of the digest: what was approved is the record with it.
    links = frozen_links(tx, one, record.id)
    record.approved_digest = content_digest(one, record.uuid, how.approved, body_of(record.body), links)
    record.approved_request_id = request.id
    set_status(tx, now, actor, place, how.approved)
    end_turn(tx, now, record, how.void_code)
    tx.flush()
    return {"record": [before, record.status], "record_digest": [None, record.approved_digest]}


def record_saved(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """A change voids the approval of what was said before, and reaches an open request about the record."""
    if not is_approvable(record.register):
        return
    how = approval_of(record.register)
    if record.status == how.approved and record.digest != record.approved_digest:
        _void(tx, now, actor, record, how)
    for request in _open(tx, record):
        _follow(tx, now, actor, request, how, record, after)


def _void(tx: Session, now: datetime, actor: Actor, record: RegisterRecord, how: Approvable) -> None:
    one = declaring.of(record.register)
    place = lock_place(tx, one, record.id, 0)
    set_status(tx, now, actor, Place(record, place.system, place.concerned), how.again)
    give_turn(tx, now, record, None, how.void_code)


def _follow(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    how: Approvable,
    record: RegisterRecord,
    body: Mapping[str, Any],
) -> None:
    """Another level needs other people, and a record that is no longer whole nobody: then the request ends."""
    if how.tier(record.level) != request.tier or how.unready(body):
        end_request(tx, now, actor, request, "supersede", "ended_record_moved", {})
    else:
        look_again(tx, now, request, RoundCause.RECORD_MOVED)


def _open(tx: Session, record: RegisterRecord) -> list[ApprovalRequest]:
    subject = tx.scalars(select(Subject).where(Subject.uuid == record.uuid).with_for_update()).one_or_none()
    if subject is None:
        return []
    return lock_open_requests(tx, subject.id, [status.value for status in OPEN_STATUSES])
