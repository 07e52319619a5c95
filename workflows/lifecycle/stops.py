"""Reads what the pages of an immediate stop show: the form before it, and the suspension after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.inbox import as_standing
from workflows.approvals.policies.words import gate_label, role_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.visibility import require_sight
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.suspending import authority, emergency_roles, statement_for
from workflows.people.queries import SignedIn


@dataclass(frozen=True)
class StopDesk:
    """The form of a stop: the sentence, whether the reader may, and else who can; `why_not` is a code or empty."""

    ref: str
    system_ref: str
    label: str
    tier: str | None
    may: bool
    roles: str
    statement: str
    why_not: str


@dataclass(frozen=True)
class SuspensionPage:
    """One stop with what became of it."""

    ref: str
    version_ref: str
    system_ref: str
    label: str
    by: str
    role: str
    reason: str
    statement: str
    method: str
    at: datetime
    confirmation_ref: str
    confirmation_status: str
    confirmed_at: datetime | None
    longest_until: datetime | None
    is_too_long: bool
    ended_at: datetime | None
    ended_by_ref: str
    ended_by: str


def stop_desk(account: SignedIn | None, version_id: int) -> StopDesk:
    """What is shown before a version is stopped; NotFound for whoever may not see it."""
    tx = reading()
    version = tx.get(SystemVersion, version_id)
    if version is None or account is None:
        raise NotFound("not_found")
    require_sight(tx, account, version.system_id)
    system, subject = tx.get_one(AiSystem, version.system_id), tx.get_one(Subject, version.subject_id)
    now = clock.glance()
    role = authority(tx, as_standing(account), subject, version, system, now)
    why_not = "suspended_already" if version.suspension_id else "nothing_to_suspend"
    return StopDesk(
        ref=ref("VER", version.id),
        system_ref=ref("SYS", system.id),
        label=subject.label,
        tier=system.tier,
        may=role is not None,
        roles=", ".join(role_label(one) for one in emergency_roles(tx, system, now)),
        statement=statement_for(tx, version.id, subject, account.name, role or ""),
        why_not="" if version.stage in LIVE and version.suspension_id is None else why_not,
    )


def suspension_page(account: SignedIn | None, suspension_id: int) -> SuspensionPage:
    """One suspension; NotFound for whoever may not see its system."""
    tx = reading()
    row = tx.execute(
        select(Suspension, SystemVersion, Subject.label)
        .join(SystemVersion, SystemVersion.id == Suspension.version_id)
        .join(Subject, Subject.id == SystemVersion.subject_id)
        .where(Suspension.id == suspension_id)
    ).one_or_none()
    if row is None or account is None:
        raise NotFound("not_found")
    stop, version, label = row
    require_sight(tx, account, version.system_id)
    keys = [key for key in (stop.confirmation_request_id, stop.ended_by_request_id) if key]
    asked = {one.id: one for one in tx.scalars(select(ApprovalRequest).where(ApprovalRequest.id.in_(keys)))}
    confirmation, ending = (
        asked.get(stop.confirmation_request_id or 0),
        asked.get(stop.ended_by_request_id or 0),
    )
    return SuspensionPage(
        ref=ref("SUS", stop.id),
        version_ref=ref("VER", version.id),
        system_ref=ref("SYS", version.system_id),
        label=label,
        by=stop.printed_name,
        role=role_label(stop.role) if stop.role else "",
        reason=stop.reason,
        statement=stop.statement,
        method=stop.authenticated_by,
        at=stop.suspended_at,
        confirmation_ref=ref("REQ", confirmation.id) if confirmation else "",
        confirmation_status=confirmation.status if confirmation else "",
        confirmed_at=stop.confirmed_at,
        longest_until=stop.longest_until,
        is_too_long=stop.longest_until is not None and stop.longest_until <= clock.glance(),
        ended_at=stop.ended_at,
        ended_by_ref=ref("REQ", ending.id) if ending else "",
        ended_by=gate_label(ending.gate) if ending else "",
    )
