"""Reminds of legal clocks that run: at the half, on the last day, and upwards when the time is over."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.legal_clock import LegalClock
from models.register_record import RegisterRecord
from workflows.approvals.reminding.levels import reach
from workflows.assurance.incidents.actions import OVERDUE as OVERDUE_ACTION
from workflows.assurance.incidents.clocks import reminders_due
from workflows.assurance.incidents.register import INCIDENTS
from workflows.assurance.incidents.running import OVERDUE, RUNS, said
from workflows.ground.actor import CLOCK
from workflows.inventory.registers.turning import EVENT, give_turn
from workflows.inventory.registers.writing import thing
from workflows.outbox import put
from workflows.people.scopes import scope_keys_of
from workflows.people.standing import holders
from workflows.record import append

MOST = 500
LONGEST = timedelta(days=400)
ANSWER_FOR_IT = ("legal_counsel", "incident_manager", "top_management")
"""Roles that have the turn when a report is late; a lead is told as well."""


def sweep(tx: Session, now: datetime) -> int:
    """Gives what is due about running clocks; safe to call any number of times."""
    running = tx.scalars(
        select(LegalClock)
        .where(LegalClock.stopped_at.is_(None), LegalClock.due_at < now + LONGEST)
        .order_by(LegalClock.due_at, LegalClock.id)
        .limit(MOST)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    return sum(_remind(tx, now, clock) for clock in running)


def _remind(tx: Session, now: datetime, clock: LegalClock) -> bool:
    told = json.loads(clock.told)
    due = reminders_due(clock.started_at, clock.due_at, now, told)
    if not due:
        return False
    record = tx.get_one(RegisterRecord, clock.record_id)
    clock.told = json.dumps([*told, *due])
    if due[-1] == "overdue":
        _escalate(tx, now, record, clock)
    else:
        people = _people(tx, now, record, ("incident_manager",)) | {record.owner_id or 0}
        put(tx, now, EVENT, ("register_record", record.uuid), RUNS, people - {0})
    tx.flush()
    return True


def _escalate(tx: Session, now: datetime, record: RegisterRecord, clock: LegalClock) -> None:
    """A report that is late goes to its owner, legal, and upwards."""
    words = said(tx, record, clock)
    give_turn(tx, now, record, None, OVERDUE, words, clock.due_at)
    scopes = _scopes(tx, record)
    people = _people(tx, now, record, ANSWER_FOR_IT) | reach(tx, now, "ai_governance_lead", scopes).person_ids
    for person_id in sorted(people):
        give_turn(tx, now, record, person_id, OVERDUE, words, clock.due_at)
    append(
        tx,
        now,
        CLOCK,
        OVERDUE_ACTION,
        about=thing(INCIDENTS, record),
        changes={"case": [None, clock.case], "told": [None, len(people)]},
    )


def _people(tx: Session, now: datetime, record: RegisterRecord, roles: tuple[str, ...]) -> set[int]:
    return {one.person_id for one in holders(tx, roles, _scopes(tx, record), now)}


def _scopes(tx: Session, record: RegisterRecord) -> list[str]:
    system = tx.get_one(AiSystem, record.system_id)
    return list(scope_keys_of(tx, system.id, system.unit_id))
