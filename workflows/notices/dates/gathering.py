"""Reads the dates a person may see between two days; a fixed number of statements, however much there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.policies.words import gate_label
from workflows.ground.ids import ref
from workflows.inventory.visibility import visible_requests_clause, visible_system_ids_clause
from workflows.notices.dates.around import absences, circulations, sittings
from workflows.notices.dates.entry import (
    ABSENCE,
    COMMITTEE,
    CONDITION,
    DECISION,
    KINDS,
    MOST,
    RENEWAL,
    Account,
    Entry,
    Span,
)
from workflows.people.days import zone_of


def gather(
    tx: Session,
    account: Account,
    first: date,
    last: date,
    zone: str,
    kinds: Iterable[str] = KINDS,
    system_id: int | None = None,
) -> list[Entry]:
    """What lies between two days of that zone, in order of time; of one system only, when one is given."""
    wanted, here = set(kinds), zone_of(zone)
    begin = datetime.combine(first, time(), here).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), here).astimezone(UTC)
    span = Span(first, last, begin, end)
    here_only = true() if system_id is None else AiSystem.id == system_id
    seen = [visible_system_ids_clause(account), here_only]
    found: list[Entry] = []
    if DECISION in wanted:
        found += _decisions(tx, [visible_requests_clause(account), here_only], here, span)
    if RENEWAL in wanted:
        found += _renewals(tx, seen, span)
    if CONDITION in wanted:
        found += _conditions(tx, seen, span)
    if ABSENCE in wanted and system_id is None:
        found += absences(tx, account, span)
    if COMMITTEE in wanted and system_id is None:
        found += sittings(tx, account, here, span) + circulations(tx, account, here, span)
    return sorted(found, key=lambda one: (one.on, one.at or begin, KINDS.index(one.kind), one.ref, one.uuid))


def _decisions(tx: Session, seen: list[ColumnElement[bool]], here: Any, span: Span) -> list[Entry]:
    rows: Any = (
        select(ApprovalRequest, Subject.label)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(
            ApprovalRequest.status == "in_review",
            ApprovalRequest.on_hold.is_(False),
            ApprovalRequest.due_at >= span.begin,
            ApprovalRequest.due_at < span.end,
            *seen,
        )
    )
    found = []
    for one, label in tx.execute(rows.order_by(ApprovalRequest.due_at, ApprovalRequest.id).limit(MOST)):
        name, day = ref("REQ", one.id), one.due_at.astimezone(here).date()
        more: dict[str, Any] = {"ref": name, "path": f"/requests/{name}", "detail": gate_label(one.gate)}
        stamp = one.submitted_at or one.opened_at
        found.append(Entry(DECISION, one.uuid, one.revision, stamp, day, day, label, **more, at=one.due_at))
    return found


def _renewals(tx: Session, seen: list[ColumnElement[bool]], span: Span) -> list[Entry]:
    rows: Any = (
        select(SystemVersion, AiSystem.name)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(
            SystemVersion.archived_at.is_(None),
            SystemVersion.stage.in_(("deployment", "monitoring")),
            SystemVersion.cleared_until >= span.first,
            SystemVersion.cleared_until <= span.last,
            *seen,
        )
    )
    found = []
    for one, system in tx.execute(rows.order_by(SystemVersion.cleared_until, SystemVersion.id).limit(MOST)):
        name, day = ref("VER", one.id), one.cleared_until
        label = f"{system} {one.label}"
        more: dict[str, Any] = {"ref": name, "path": f"/versions/{name}"}
        found.append(Entry(RENEWAL, one.uuid, one.revision, one.stage_since, day, day, label, **more))
    return found


def _conditions(tx: Session, seen: list[ColumnElement[bool]], span: Span) -> list[Entry]:
    rows: Any = (
        select(Condition, Subject.label)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(
            Condition.status.in_(("open", "offered")),
            Condition.due_on >= span.first,
            Condition.due_on <= span.last,
            *seen,
        )
    )
    found = []
    for one, label in tx.execute(rows.order_by(Condition.due_on, Condition.id).limit(MOST)):
        name, day = ref("COND", one.id), one.due_on
        more: dict[str, Any] = {"ref": name, "path": f"/conditions/{name}"}
        found.append(Entry(CONDITION, one.uuid, one.revision, one.made_at, day, day, label, **more))
    return found
