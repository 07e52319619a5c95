"""What follows when an incident or its plan is saved: clocks, who looks into it, and what cannot be closed yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.register_record import RegisterRecord
from workflows.assurance.incidents.register import CLOSED, INCIDENT, INCIDENTS, PLAN
from workflows.assurance.incidents.running import keep_clocks
from workflows.assurance.incidents.standing import clocks_of
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.locks import Place, lock_record
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.people.scopes import scope_keys_of
from workflows.people.standing import holders

LOOKS_INTO, OPENED = "incident_manager", "turn_incident_opened"


def after_save(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Listens to saved records of these two registers."""
    if record.register == INCIDENT:
        _require_decision(tx, record, after)
        if before is None:
            # First, because the turns about its clocks go to whoever owns it.
            _call_manager(tx, now, record)
        keep_clocks(tx, now, actor, record, after)
        if record.status == CLOSED:
            _require_closable(tx, record, after)
            end_turn(tx, now, record, OPENED)
        else:
            _reopen_plans(tx, now, actor, record)
    elif record.register == PLAN and record.status == CLOSED:
        _require_nothing_open(tx, record)


def _call_manager(tx: Session, now: datetime, record: RegisterRecord) -> None:
    """A new incident without an owner goes to whoever manages incidents here."""
    if record.owner_id is None:
        system = tx.get_one(AiSystem, record.system_id)
        found = holders(tx, [LOOKS_INTO], scope_keys_of(tx, system.id, system.unit_id), now)
        record.owner_id = found[0].person_id if found else system.owner_id
        tx.flush()
    give_turn(tx, now, record, None, OPENED, {"ref": ref(INCIDENTS.prefix, record.id)})


def _require_decision(tx: Session, record: RegisterRecord, body: Mapping[str, Any]) -> None:
    """The gate decision that let it through was an approval about this system."""
    named = str(body.get("let_through") or "")
    if not named:
        return
    request = tx.get(ApprovalRequest, key_of("REQ", named) or 0)
    if (
        request is None
        or request.system_id != record.system_id
        or request.status != RequestStatus.APPROVED.value
    ):
        raise Refused("request_not_here", field="let_through")


def _require_closable(tx: Session, record: RegisterRecord, body: Mapping[str, Any]) -> None:
    running = sorted(clock.case for clock in clocks_of(tx, record.id) if clock.stopped_at is None)
    if running:
        raise Refused("incident_clocks_run", field="status", cases=", ".join(running))
    rows = body.get("corrections") or ()
    if not str(body.get("cause") or "").strip() or not rows or not all(row.get("done_on") for row in rows):
        raise Refused("incident_not_corrected", field="status")


def _require_nothing_open(tx: Session, record: RegisterRecord) -> None:
    """A plan closes with nothing open only when nothing is."""
    found = tx.scalars(
        select(RegisterRecord.id)
        .where(
            RegisterRecord.register == INCIDENT,
            RegisterRecord.system_id == record.system_id,
            RegisterRecord.status != CLOSED,
            RegisterRecord.archived_at.is_(None),
        )
        .order_by(RegisterRecord.id)
        .limit(10)
    ).all()
    if found:
        refs = ", ".join(ref(INCIDENTS.prefix, key) for key in found)
        raise Refused("incidents_open", field="status", refs=refs)


def _reopen_plans(tx: Session, now: datetime, actor: Actor, incident: RegisterRecord) -> None:
    """A plan that says nothing is open no longer holds when something is."""
    found = tx.scalars(
        select(RegisterRecord.id).where(
            RegisterRecord.register == PLAN,
            RegisterRecord.system_id == incident.system_id,
            RegisterRecord.status == CLOSED,
            RegisterRecord.archived_at.is_(None),
        )
    ).all()
    for key in found:
        plan = lock_record(tx, PLAN, key)
        system = tx.get_one(AiSystem, incident.system_id)
        place = Place(plan, system, frozenset({system.id}))
        set_status(tx, now, actor, place, "in_force", reason=ref(INCIDENTS.prefix, incident.id))
