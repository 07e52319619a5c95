"""Watches suspensions: a missing confirmation and a stop that lasts too long are told; time never lifts a stop."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.reminding import levels
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.ids import ref
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.outbox import put
from workflows.record import Thing, append

UNCONFIRMED, TOO_LONG = "suspension:unconfirmed", "suspension:too_long"
ENTRIES = {UNCONFIRMED: "suspension:unconfirmed:escalated", TOO_LONG: "suspension:length:escalated"}


def sweep(limit: int = 200) -> Swept:
    """Tells, once each, what nobody confirmed in time and what is suspended for longer than the policy wants."""
    late = each("unconfirmed", lambda tx: _find(tx, _unconfirmed(clock.now(tx)), limit), _tell_unconfirmed)
    return late + each("too long", lambda tx: _find(tx, _too_long(clock.now(tx)), limit), _tell_too_long)


def _find(tx: Session, due: ColumnElement[bool], limit: int) -> Sequence[int]:
    return tx.scalars(select(Suspension.id).where(due).order_by(Suspension.id).limit(limit)).all()


def _unconfirmed(now: datetime) -> ColumnElement[bool]:
    """In force, not confirmed, and its confirmation overdue, rejected, expired or missing."""
    waits = exists().where(
        ApprovalRequest.id == Suspension.confirmation_request_id,
        ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]),
        or_(ApprovalRequest.due_at.is_(None), ApprovalRequest.due_at > now),
    )
    return and_(
        Suspension.ended_at.is_(None),
        Suspension.confirmed_at.is_(None),
        Suspension.unconfirmed_told_at.is_(None),
        ~waits.correlate_except(ApprovalRequest),
    )


def _too_long(now: datetime) -> ColumnElement[bool]:
    return and_(
        Suspension.ended_at.is_(None),
        Suspension.longest_told_at.is_(None),
        Suspension.longest_until <= now,
    )


def _locked(
    tx: Session, key: int, due: ColumnElement[bool]
) -> tuple[Subject, SystemVersion, Suspension] | None:
    """Subject, version and stop, while the stop is still due to be told; None when another act has them."""
    of = select(SystemVersion.subject_id).join(Suspension, Suspension.version_id == SystemVersion.id)
    subject = lock_due(tx, Subject, Subject.id == of.where(Suspension.id == key).scalar_subquery())
    stop = lock_due(tx, Suspension, Suspension.id == key, due) if subject is not None else None
    if subject is None or stop is None:
        return None
    return subject, tx.get_one(SystemVersion, stop.version_id), stop


def _tell_unconfirmed(tx: Session, key: int) -> bool:
    """Tells chair and governance lead that a stop stands without a confirmation."""
    now = clock.now(tx)
    found = _locked(tx, key, _unconfirmed(now))
    if found is None:
        return False
    subject, version, stop = found
    stop.unconfirmed_told_at = now
    scopes = json.loads(subject.scope_keys)
    told = levels.lead(tx, now, scopes) | levels.chair(tx, now, scopes)
    _tell(tx, now, subject, version, stop, UNCONFIRMED, told)
    return True


def _tell_too_long(tx: Session, key: int) -> bool:
    """Tells chair and top management that a stop lasts longer than the policy wants; it goes on standing."""
    now = clock.now(tx)
    found = _locked(tx, key, _too_long(now))
    if found is None:
        return False
    subject, version, stop = found
    stop.longest_told_at = now
    scopes = json.loads(subject.scope_keys)
    told = levels.chair(tx, now, scopes) | levels.top(tx, now, scopes)
    _tell(tx, now, subject, version, stop, TOO_LONG, told)
    return True


def _tell(
    tx: Session,
    now: datetime,
    subject: Subject,
    version: SystemVersion,
    stop: Suspension,
    event: str,
    told: frozenset[int],
) -> None:
    append(
        tx,
        now,
        CLOCK,
        ENTRIES[event],
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
        ),
        changes={"suspension": [None, ref("SUS", stop.id)], "told": [None, len(told)]},
        system_uuid=subject.system_uuid,
    )
    put(tx, now, event, ("version", version.uuid), f"suspension:{stop.uuid}", told)
