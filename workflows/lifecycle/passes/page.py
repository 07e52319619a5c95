"""Reads what the pages of an emergency pass show: the form before it, the pass after it, and the banner meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.emergency_pass import EmergencyPass
from models.environment import Environment
from models.outbox import OutboxFact
from models.person import Person
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.access import roles_in
from workflows.approvals.inbox import as_standing
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.visibility import require_sight, visible_system_ids_clause
from workflows.lifecycle.passes.ending import LEAD
from workflows.lifecycle.passes.issuing import STATEMENT, authority
from workflows.lifecycle.passes.live import live
from workflows.people.queries import SignedIn


@dataclass(frozen=True)
class PassDesk:
    """The form of a pass: the sentence with its gaps, the environments, and the limits of the policy."""

    ref: str
    system_ref: str
    label: str
    statement: str
    hours: int
    reason_min: int
    environments: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class PassLine:
    """A pass that holds now, for the banner of every page of its system."""

    ref: str
    label: str
    environment: str
    by: str
    ends_at: datetime
    reason: str


@dataclass(frozen=True)
class PassPage:
    """One pass with what became of it; `told` are the names of everybody who was told of it."""

    ref: str
    version_ref: str
    system_ref: str
    label: str
    environment: str
    by: str
    role: str
    reason: str
    statement: str
    method: str
    issued_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    closed_at: datetime | None
    review_ref: str
    review_status: str
    told: tuple[str, ...]
    holds: bool
    may_end: bool


def pass_desk(account: SignedIn | None, version_id: int) -> PassDesk:
    """What is shown before a pass is issued; NotFound, Refused or NotAllowed as the act would say."""
    tx = reading()
    version = tx.get(SystemVersion, version_id)
    if version is None or account is None:
        raise NotFound("not_found")
    require_sight(tx, account, version.system_id)
    system, subject = tx.get_one(AiSystem, version.system_id), tx.get_one(Subject, version.subject_id)
    _body, rule, role = authority(tx, as_standing(account), subject, system, clock.glance())
    rows = tx.scalars(select(Environment).where(Environment.archived_at.is_(None)).order_by(Environment.name))
    return PassDesk(
        ref=ref("VER", version.id),
        system_ref=ref("SYS", system.id),
        label=subject.label,
        statement=STATEMENT.format(
            name=account.name, role=role_label(role), label=subject.label, environment="…", until="…"
        ),
        hours=rule.hours,
        reason_min=rule.reason_min,
        environments=tuple((one.id, one.name, one.purpose) for one in rows),
    )


def pass_page(account: SignedIn | None, pass_id: int) -> PassPage:
    """One pass; NotFound for whoever may not see its system."""
    tx, now = reading(), clock.glance()
    row = tx.execute(_joined().where(EmergencyPass.id == pass_id)).one_or_none()
    if row is None or account is None:
        raise NotFound("not_found")
    issued, subject = row.EmergencyPass, row.Subject
    require_sight(tx, account, subject.system_id)
    holds = issued.ended_at is None and issued.ends_at > now
    leads = LEAD in roles_in(as_standing(account), subject)
    return PassPage(
        ref=ref("PASS", issued.id),
        version_ref=ref("VER", issued.version_id),
        system_ref=ref("SYS", subject.system_id),
        label=subject.label,
        environment=row.environment,
        by=issued.printed_name,
        role=role_label(issued.role),
        reason=issued.reason,
        statement=issued.statement,
        method=issued.authenticated_by,
        issued_at=issued.issued_at,
        ends_at=issued.ends_at,
        ended_at=issued.ended_at,
        closed_at=issued.closed_at,
        review_ref=ref("REQ", issued.review_request_id) if issued.review_request_id else "",
        review_status=row.review_status or "",
        told=_told(tx, issued.uuid),
        holds=holds,
        may_end=holds and (account.id == issued.person_id or leads),
    )


def live_passes(account: SignedIn, about: dict[str, Any]) -> tuple[PassLine, ...]:
    """The passes that hold now for the system that a page is about; one statement, none for other pages.

    `about` holds what the address names: keys of a system, version, request, suspension, condition or pass. Nothing is
    given for a system that the reader may not see.
    """
    where = _about(about)
    if where is None:
        return ()
    rows = reading().execute(
        _joined()
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(live(clock.glance()), where, visible_system_ids_clause(account))
        .order_by(EmergencyPass.ends_at)
        .limit(20)
    )
    return tuple(
        PassLine(
            ref("PASS", row.EmergencyPass.id),
            row.Subject.label,
            row.environment,
            row.EmergencyPass.printed_name,
            row.EmergencyPass.ends_at,
            row.EmergencyPass.reason,
        )
        for row in rows
    )


def _about(about: dict[str, Any]) -> ColumnElement[bool] | None:
    ways = {
        "system_id": lambda key: SystemVersion.system_id == key,
        "version_id": lambda key: (
            SystemVersion.system_id == _system(SystemVersion.system_id, SystemVersion.id == key)
        ),
        "request_id": lambda key: (
            SystemVersion.system_id == _system(ApprovalRequest.system_id, ApprovalRequest.id == key)
        ),
        "suspension_id": lambda key: (
            SystemVersion.system_id
            == _system(
                SystemVersion.system_id,
                and_(Suspension.id == key, Suspension.version_id == SystemVersion.id),
            )
        ),
        "condition_id": lambda key: (
            SystemVersion.system_id
            == _system(
                ApprovalRequest.system_id,
                and_(Condition.id == key, Condition.request_id == ApprovalRequest.id),
            )
        ),
    }
    found = [ways[name](key) for name, key in about.items() if name in ways and isinstance(key, int)]
    return or_(*found) if found else None


def _system(column: Any, where: ColumnElement[bool]) -> Any:
    return select(column).where(where).correlate(None).limit(1).scalar_subquery()


def _joined() -> Any:
    return (
        select(
            EmergencyPass,
            Subject,
            Environment.name.label("environment"),
            ApprovalRequest.status.label("review_status"),
        )
        .join(SystemVersion, SystemVersion.id == EmergencyPass.version_id)
        .join(Subject, Subject.id == SystemVersion.subject_id)
        .join(Environment, Environment.id == EmergencyPass.environment_id)
        .outerjoin(ApprovalRequest, ApprovalRequest.id == EmergencyPass.review_request_id)
    )


def _told(tx: Session, uuid: str) -> tuple[str, ...]:
    """Names of everybody to whom the pass was told, as the outbox keeps it."""
    fact = tx.scalars(
        select(OutboxFact.person_ids).where(
            OutboxFact.subject_uuid == uuid, OutboxFact.event == "pass:issued"
        )
    ).first()
    keys = json.loads(fact) if fact else []
    return tuple(tx.scalars(select(Person.name).where(Person.id.in_(keys)).order_by(Person.name)))
