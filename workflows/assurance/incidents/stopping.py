"""Stops a legal clock: the report was made, or none was due; never without something that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.legal_clock import LegalClock
from workflows.assurance.incidents.actions import STOPPED
from workflows.assurance.incidents.register import INCIDENT, INCIDENTS
from workflows.assurance.incidents.running import remind_owner
from workflows.ground import clock as ground_clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.locks import lock_record
from workflows.inventory.registers.rights import require_reader, require_writer, system_of
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import TEXT, text, within
from workflows.people.days import organisation_zone, zone_of
from workflows.record import append

REPORTED, NOT_DUE = "reported", "not_due"


@dataclass(frozen=True)
class StopClock:
    """Stops one clock: how, when, and what shows it; without a day it stops now."""

    record_id: int
    clock_uuid: str
    stop: str
    evidence: str
    note: str = ""
    on: date | None = None
    at: time | None = None
    submit_id: str | None = None


@dataclass(frozen=True)
class Stopped:
    """The incident, and whether the clock had run out by then."""

    ref: str
    late: bool


def stop_clock(actor: Actor, command: StopClock) -> Stopped:
    """Whoever works on incidents stops a clock with evidence.

    Raises Refused beside the field that does not hold, Conflict when somebody stopped it before, NotFound for
    strangers.
    """
    evidence = within(text(command.evidence), "evidence", TEXT)
    note = within(text(command.note), "note", TEXT)
    if command.stop not in (REPORTED, NOT_DUE):
        raise Refused("clock_stop_how", field="stop")
    if not evidence:
        raise Refused("clock_evidence", field="evidence")
    with transaction() as tx:
        author = acting(tx, actor, ground_clock.now(tx))
        record = lock_record(tx, INCIDENT, command.record_id)
        require_reader(tx, author, INCIDENTS, record)
        name = ref(INCIDENTS.prefix, record.id)
        claim(tx, actor, command, name)
        require_writer(tx, author, INCIDENTS, system_of(tx, record.system_id))
        row = _locked(tx, record.id, command.clock_uuid)
        now = ground_clock.now(tx)
        row.stopped_at = _when(tx, command, row, now)
        row.stopped_by_id, row.stop = author.person_id, command.stop
        row.evidence, row.note = evidence, note
        tx.flush()
        late = command.stop == REPORTED and row.stopped_at > row.due_at
        append(
            tx,
            now,
            actor,
            STOPPED,
            about=thing(INCIDENTS, record),
            changes={"case": [None, row.case], "stop": [None, row.stop], "late": [None, late]},
            personal={actor.uuid: {"evidence": evidence, "reason": note}},
        )
        remind_owner(tx, now, record)
        return Stopped(name, late)


def _locked(tx: Session, record_id: int, uuid: str) -> LegalClock:
    row = tx.scalars(
        select(LegalClock)
        .where(LegalClock.record_id == record_id, LegalClock.uuid == uuid)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    if row.stopped_at is not None:
        raise Conflict("clock_gone")
    return row


def _when(tx: Session, command: StopClock, row: LegalClock, now: datetime) -> datetime:
    """The moment of the report; a day without a time counts as its last minute, which is never too early."""
    if command.on is None:
        return now
    zone = zone_of(organisation_zone(tx))
    at = datetime.combine(command.on, command.at or time(23, 59), zone)
    if command.at is None and command.on == now.astimezone(zone).date():
        at = now
    if at > now or at < row.started_at:
        raise Refused("clock_stop_ahead", field="on")
    return at
