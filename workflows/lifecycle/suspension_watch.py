"""Watches suspensions: a missing confirmation and a stop that lasts too long are told; time never lifts a stop."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Matter:
    """What is told once of a stop: which stops are due, the column that says so, the levels, event and entry."""

    due: Callable[[datetime], ColumnElement[bool]]
    mark: str
    levels: tuple[Callable[..., frozenset[int]], ...]
    event: str
    entry: str


def sweep(limit: int = 200) -> Swept:
    """Tells, once each, what nobody confirmed in time and what is suspended for longer than the policy wants."""
    return _sweep(UNCONFIRMED, limit) + _sweep(TOO_LONG, limit)


def _sweep(matter: Matter, limit: int) -> Swept:
    return each(
        matter.event,
        lambda tx: _find(tx, matter.due(clock.now(tx)), limit),
        lambda tx, key: _tell_once(tx, key, matter),
    )


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


UNCONFIRMED = Matter(
    _unconfirmed,
    "unconfirmed_told_at",
    (levels.lead, levels.chair),
    "suspension:unconfirmed",
    "suspension:unconfirmed:escalated",
)
TOO_LONG = Matter(
    _too_long,
    "longest_told_at",
    (levels.chair, levels.top),
    "suspension:too_long",
    "suspension:length:escalated",
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


def _tell_once(tx: Session, key: int, matter: Matter) -> bool:
    """Tells one stop's matter to its two levels, and marks it told; the stop goes on standing."""
    now = clock.now(tx)
    found = _locked(tx, key, matter.due(now))
    if found is None:
        return False
    subject, version, stop = found
    setattr(stop, matter.mark, now)
    scopes = json.loads(subject.scope_keys)
    told = frozenset[int]().union(*(level(tx, now, scopes) for level in matter.levels))
    _tell(tx, now, subject, version, stop, matter, told)
    return True


def _tell(
    tx: Session,
    now: datetime,
    subject: Subject,
    version: SystemVersion,
    stop: Suspension,
    matter: Matter,
    told: frozenset[int],
) -> None:
    append(
        tx,
        now,
        CLOCK,
        matter.entry,
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
        ),
        changes={"suspension": [None, ref("SUS", stop.id)], "told": [None, len(told)]},
        system_uuid=subject.system_uuid,
    )
    put(tx, now, matter.event, ("version", version.uuid), f"suspension:{stop.uuid}", told)
