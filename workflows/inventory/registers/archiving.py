"""Takes records out of the lists and back; nothing is ever deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Refused, Stale
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring, hooks
from workflows.inventory.registers.actions import ARCHIVED, RESTORED
from workflows.inventory.registers.commands import ArchiveRecord, Saved
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.turning import end_turns
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import LINE, line, need
from workflows.record import append


def archive_record(actor: Actor, command: ArchiveRecord) -> Saved:
    """Takes a record out of the lists with a reason; items it satisfied come open again.

    Raises NotFound, NotAllowed, Stale, or Refused while a request about it is open.
    """
    return _move(actor, command, out=True)


def restore_record(actor: Actor, command: ArchiveRecord) -> Saved:
    """Takes a record back into the lists; raises as `archive_record` does."""
    return _move(actor, command, out=False)


def _move(actor: Actor, command: ArchiveRecord, out: bool) -> Saved:
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        place = lock_place(tx, one, command.record_id, 0)
        record = place.held
        require_reader(tx, author, one, record)
        now = clock.now(tx)
        claim(tx, actor, command, ref(one.prefix, record.id))
        require_writer(tx, author, one, place.system)
        if command.revision not in (None, record.revision):
            raise Stale("record_moved", revision=record.revision)
        if (record.archived_at is not None) is out:
            raise Refused("record_archived" if out else "record_in_lists")
        reason = need(line(command.reason), "reason", LINE) if out else ""
        if out:
            take_out(tx, now, actor, author.person_id, one, place, reason)
        else:
            _moved(tx, now, actor, author.person_id, one, place, reason, None)
        return Saved(ref(one.prefix, record.id), record.id, record.uuid, record.content_version)


def take_out(
    tx: Session,
    now: datetime,
    actor: Actor,
    person_id: int | None,
    one: Register,
    place: Place,
    reason: str,
) -> None:
    """Takes a locked record out of the lists inside an act that checked the rights.

    Raises Refused while a request about it is open.
    """
    _require_none_open(tx, place.held)
    end_turns(tx, now, place.held)
    _moved(tx, now, actor, person_id, one, place, reason, now)


def _moved(
    tx: Session,
    now: datetime,
    actor: Actor,
    person_id: int | None,
    one: Register,
    place: Place,
    reason: str,
    archived_at: datetime | None,
) -> None:
    record = place.held
    record.archived_at, record.archive_reason = archived_at, reason
    record.changed_at, record.changed_by_id = now, person_id
    tx.flush()
    append(
        tx,
        now,
        actor,
        ARCHIVED if archived_at else RESTORED,
        about=thing(one, record),
        personal={actor.uuid: {"title": record.title, "reason": reason}},
    )
    body = body_of(record.body)
    hooks.tell_saved(tx, now, actor, record, body, body)
    hooks.tell_moved(tx, now, actor, record, place.concerned)


def _require_none_open(tx: Session, record: RegisterRecord) -> None:
    open_one = tx.scalars(
        select(ApprovalRequest.id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            Subject.uuid == record.uuid,
            ApprovalRequest.status.in_([str(status.value) for status in OPEN_STATUSES]),
        )
        .limit(1)
    ).first()
    if open_one is not None:
        raise Refused("record_in_request", request=ref("REQ", open_one))
