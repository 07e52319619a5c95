"""Reads the pages of legal clocks: those of one incident with its containment, and all that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.legal_clock import LegalClock
from models.person import Person
from models.register_record import RegisterRecord
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.inbox import as_standing
from workflows.assurance.incidents.register import CLOSED, INCIDENT, INCIDENTS
from workflows.assurance.incidents.standing import clocks_of
from workflows.ground import clock as ground_clock
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.rights import may_write, readable_clause, require_reader, system_of
from workflows.lifecycle.machine import LIVE

MOST = 200
STOPPED_SHOWN = timedelta(days=90)


@dataclass(frozen=True)
class Clock:
    """One clock with its incident; `state` is one of running, overdue, reported, late, not_due."""

    uuid: str
    case: str
    law: str
    article: str
    started_at: datetime
    due_at: datetime
    state: str
    stopped_at: datetime | None = None
    stopped_by: str = ""
    evidence: str = ""
    note: str = ""
    ref: str = ""
    title: str = ""
    system: str = ""


@dataclass(frozen=True)
class Containment:
    """The version an incident is about: whether it runs, is stopped, and which decisions let it on."""

    ref: str
    label: str
    stage: str
    runs: bool
    suspension_ref: str
    decisions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClocksPage:
    """The clocks of one incident and its containment, for one reader."""

    id: int
    ref: str
    title: str
    status: str
    level: str
    system_ref: str
    system: str
    has_effects: bool
    effects_are_none: bool
    aware_on: str
    clocks: tuple[Clock, ...]
    containment: Containment | None
    may: bool

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks that still run."""
        return tuple(one for one in self.clocks if one.state in ("running", "overdue"))


def clocks_page(person: Any, record_id: int) -> ClocksPage:
    """The clocks of one incident; raises NotFound for whoever may not see it."""
    tx = reading()
    record = tx.get(RegisterRecord, record_id)
    if record is None or record.register != INCIDENT:
        raise NotFound("not_found")
    require_reader(tx, person, INCIDENTS, record)
    body, system, now = body_of(record.body), system_of(tx, record.system_id), ground_clock.glance()
    rows = clocks_of(tx, record.id)
    names = _names(tx, {row.stopped_by_id for row in rows if row.stopped_by_id})
    effects = body.get("effects") or []
    return ClocksPage(
        id=record.id,
        ref=ref(INCIDENTS.prefix, record.id),
        title=record.title,
        status=record.status,
        level=record.level,
        system_ref=ref("SYS", record.system_id),
        system=system.name if system else "",
        has_effects=bool(effects),
        effects_are_none=effects == ["none"],
        aware_on=str(body.get("aware_on") or ""),
        clocks=tuple(_clock(row, now, names) for row in rows),
        containment=_containment(tx, record, system),
        may=may_write(tx, as_standing(person), INCIDENTS, system) and record.archived_at is None,
    )


def all_clocks(person: Any) -> tuple[Clock, ...]:
    """The clocks of every incident the reader may see, running ones first, the first due first; two statements."""
    tx, now = reading(), ground_clock.glance()
    rows = tx.execute(
        select(LegalClock, RegisterRecord.id, RegisterRecord.title, AiSystem.name)
        .join(RegisterRecord, RegisterRecord.id == LegalClock.record_id)
        .join(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            readable_clause(person, [INCIDENTS]),
            RegisterRecord.archived_at.is_(None),
            or_(LegalClock.stopped_at.is_(None), LegalClock.stopped_at > now - STOPPED_SHOWN),
        )
        .order_by(LegalClock.stopped_at.is_not(None), LegalClock.due_at, LegalClock.id)
        .limit(MOST)
    ).all()
    names = _names(tx, {row[0].stopped_by_id for row in rows if row[0].stopped_by_id})
    return tuple(_clock(row[0], now, names, ref(INCIDENTS.prefix, row[1]), row[2], row[3]) for row in rows)


def reason_to_stop(person: Any, incident_ref: str) -> str:
    """What a stop because of an incident can begin with: its name and what happened; empty when it is not theirs."""
    tx, key = reading(), key_of(INCIDENTS.prefix, incident_ref)
    record = tx.get(RegisterRecord, key) if key else None
    if record is None or record.register != INCIDENT:
        return ""
    try:
        require_reader(tx, person, INCIDENTS, record)
    except NotFound:
        return ""
    return (
        f"{ref(INCIDENTS.prefix, record.id)} {record.title}: {body_of(record.body).get('what') or ''}".strip()
    )


def _clock(
    row: LegalClock, now: datetime, names: dict[int, str], name: str = "", title: str = "", system: str = ""
) -> Clock:
    return Clock(
        row.uuid,
        row.case,
        row.law,
        row.article,
        row.started_at,
        row.due_at,
        _state(row, now),
        row.stopped_at,
        names.get(row.stopped_by_id or 0, ""),
        row.evidence,
        row.note,
        name,
        title,
        system,
    )


def _state(row: LegalClock, now: datetime) -> str:
    if row.stopped_at is None:
        return "overdue" if now >= row.due_at else "running"
    if row.stop == "reported" and row.stopped_at > row.due_at:
        return "late"
    return row.stop


def _containment(tx: Session, record: RegisterRecord, system: AiSystem | None) -> Containment | None:
    version = tx.get(SystemVersion, record.version_id) if record.version_id else None
    if version is None or system is None:
        return None
    decided = tx.execute(
        select(ApprovalRequest.id, ApprovalRequest.gate)
        .where(
            ApprovalRequest.subject_id == version.subject_id,
            ApprovalRequest.kind == "gate",
            ApprovalRequest.status == RequestStatus.APPROVED.value,
        )
        .order_by(ApprovalRequest.id.desc())
        .limit(12)
    )
    stopped = tx.get(Suspension, version.suspension_id) if version.suspension_id else None
    return Containment(
        ref("VER", version.id),
        f"{system.name} {version.label}",
        version.stage,
        version.stage in LIVE and stopped is None and record.status != CLOSED,
        ref("SUS", stopped.id) if stopped else "",
        tuple((ref("REQ", key), gate) for key, gate in decided),
    )


def _names(tx: Session, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = tx.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}
