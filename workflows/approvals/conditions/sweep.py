"""Reminds of conditions that are due soon, and tells once that one is overdue; what follows holds without it too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.condition import Condition
from models.person import Person
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.worktime import due
from workflows.approvals.conditions.act import LEAD, thing
from workflows.approvals.conditions.due import REVIEW, end_of, overdue
from workflows.approvals.conditions.hooks import tell_overdue
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import place
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.ids import ref
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.outbox import put
from workflows.people.days import organisation_zone
from workflows.people.standing import holders
from workflows.record import append

SOON = 3
"""Working days before the end at which the owner is reminded, once."""


def sweep(limit: int = 1000) -> Swept:
    """Goes through what has no instant yet, what is due soon, and what is overdue."""
    found = each("conditions", lambda tx: _first(tx, _undated(), limit), _date)
    found += each("conditions", lambda tx: _first(tx, _soon(tx), limit), _remind)
    found += each("conditions", lambda tx: _first(tx, _late(clock.now(tx)), limit), _tell_overdue)
    return found + each("conditions", lambda tx: _first(tx, _asks(clock.now(tx)), limit), _ask_review)


def _first(tx: Session, which: ColumnElement[bool], limit: int) -> Sequence[int]:
    return tx.scalars(select(Condition.id).where(which).order_by(Condition.due_on).limit(limit)).all()


def _undated() -> ColumnElement[bool]:
    return and_(Condition.status == "open", Condition.due_at.is_(None))


def _soon(tx: Session) -> ColumnElement[bool]:
    now = clock.now(tx)
    until = due(now, SOON, load_calendar(tx))
    return and_(
        Condition.status == "open",
        Condition.soon_told_at.is_(None),
        Condition.due_at > now,
        Condition.due_at <= until,
    )


def _late(now: datetime) -> ColumnElement[bool]:
    return and_(overdue(now), Condition.overdue_at.is_(None))


def _date(tx: Session, key: int) -> bool:
    """Gives a row from before due instants were kept its own."""
    condition = lock_due(tx, Condition, Condition.id == key, _undated())
    if condition is None:
        return False
    condition.due_at = end_of(condition.due_on, organisation_zone(tx))
    return True


def _remind(tx: Session, key: int) -> bool:
    condition = lock_due(tx, Condition, Condition.id == key, _soon(tx))
    if condition is None:
        return False
    condition.soon_told_at = now = clock.now(tx)
    cause = f"soon:{condition.due_on.isoformat()}"
    put(tx, now, "condition:due_soon", ("condition", condition.uuid), cause, [condition.owner_id])
    return True


def _tell_overdue(tx: Session, key: int) -> bool:
    """Tells owner and governance lead, once for each day that was set."""
    subject, request = lock_request(tx, ref("REQ", tx.get_one(Condition, key).request_id))
    now = clock.now(tx)
    condition = lock_due(tx, Condition, Condition.id == key, _late(now))
    if condition is None:
        return False
    condition.overdue_at = now
    tx.flush()
    owner = tx.get_one(Person, condition.owner_id)
    leads = [one.person_id for one in holders(tx, [LEAD], json.loads(subject.scope_keys), now)]
    append(
        tx,
        now,
        CLOCK,
        "condition:fell-due",
        about=thing(condition, subject),
        changes={
            "due_on": [None, condition.due_on.isoformat()],
            "consequence": [None, condition.consequence],
        },
        **place(request, subject),
    )
    told = [*leads, *([owner.id] if owner.active else [])]
    cause = f"overdue:{condition.due_on.isoformat()}"
    put(tx, now, "condition:overdue", ("condition", condition.uuid), cause, told)
    return True


def _asks(now: datetime) -> ColumnElement[bool]:
    return and_(overdue(now), Condition.consequence == REVIEW)


def _ask_review(tx: Session, key: int) -> bool:
    """Lets the column above ask whether the version is suspended; apart, so that the telling never waits for it."""
    subject, request = lock_request(tx, ref("REQ", tx.get_one(Condition, key).request_id))
    now = clock.now(tx)
    condition = lock_due(tx, Condition, Condition.id == key, _asks(now))
    return condition is not None and tell_overdue(tx, now, subject, request, condition)
