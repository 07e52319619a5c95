"""Finds versions whose approval is about to lapse, and those that run on although it has; reads only."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, false, literal, or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, Gate, Stage, Tier
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.system_version import SystemVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.vocabulary import SUSPENSION_REVIEW
from workflows.lifecycle.machine import LIVE

AHEAD = {Stage.MONITORING.value: timedelta(days=60), Stage.DEPLOYMENT.value: timedelta(days=14)}
"""How long before an approval lapses its renewal opens: a version in operation needs the time to answer and to be
reviewed; one in deployment is expected to reach operation first."""


def due_for_renewal(day: date) -> Select[int]:
    """Versions whose renewal has to open on that day: none is open, and none opened by itself for this date before."""
    soon = [
        and_(SystemVersion.stage == stage, SystemVersion.cleared_until <= day + ahead)
        for stage, ahead in AHEAD.items()
    ]
    return _running().where(
        or_(*soon),
        AiSystem.tier.in_([Tier.MINIMAL.value, Tier.LIMITED.value, Tier.HIGH.value]),
        ~_asked(Gate.RENEWAL.value, _renews()),
    )


def lapsed(tx: Session, now: datetime, day: date) -> Select[int]:
    """Versions that run on after approval and grace are over, with no suspension review open.

    A version kept for rollback needs no renewal until that ends.
    """
    over = [
        and_(AiSystem.tier.in_(_tiers(tier)), SystemVersion.cleared_until < day - timedelta(days=days))
        for tier, days in grace_days(tx, now).items()
    ]
    kept = and_(SystemVersion.rollback_until.is_not(None), SystemVersion.rollback_until >= day)
    return _running().where(or_(false(), *over), ~kept, ~_asked(SUSPENSION_REVIEW))


def grace_days(tx: Session, now: datetime) -> dict[str, int]:
    """Days after the date by tier, from the renewal policies in force; one without any gives none."""
    rows = tx.execute(
        select(Policy.tier, PolicyVersion.body)
        .join(PolicyVersion, PolicyVersion.policy_id == Policy.id)
        .where(Policy.gate == Gate.RENEWAL.value, PolicyVersion.in_force_from <= now)
        .order_by(PolicyVersion.number)
    )
    return {tier: load(body).grace_days or 0 for tier, body in rows}


def _tiers(tier: str) -> list[str]:
    """The tiers of systems that a policy's tier stands for: the strictest speaks for prohibited ones too."""
    return [tier, Tier.PROHIBITED.value] if tier == Tier.HIGH else [tier]


def _running() -> Select[int]:
    """Versions that run under an approval with a date; what is suspended or archived is left alone."""
    return (
        select(SystemVersion.id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(
            SystemVersion.stage.in_(sorted(LIVE)),
            SystemVersion.archived_at.is_(None),
            SystemVersion.suspension_id.is_(None),
            SystemVersion.cleared_until.is_not(None),
            AiSystem.archived_at.is_(None),
        )
        .order_by(SystemVersion.cleared_until, SystemVersion.id)
    )


def _renews() -> ColumnElement[bool]:
    """Whether the request of the row was opened by itself for the present date of the version."""
    mark = literal('"renews":"') + cast(SystemVersion.cleared_until, String) + literal('"')
    return ApprovalRequest.detail.contains(mark)


def _asked(gate: str, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a request of this gate is open for the version of the row, or one that `also` describes was made."""
    found = exists().where(
        ApprovalRequest.subject_id == SystemVersion.subject_id,
        ApprovalRequest.gate == gate,
        or_(ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]), *also),
    )
    return found.correlate_except(ApprovalRequest)
