"""The sweep of reminders and escalations: half of the time, all of it, and beyond; only the latest stage is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.subject import Subject
from workflows.approvals.naming import about, place
from workflows.approvals.reminding import levels, stages, stuck
from workflows.approvals.reminding.telling import tell
from workflows.approvals.reminding.whose import signers
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.record import append

LEVELS = {stages.DUE: levels.LEAD, stages.LATE: levels.CHAIR, stages.VERY_LATE: levels.TOP}
"""Whom each escalation is for (`gates.yaml`: escalation)."""


def sweep(limit: int = 200) -> Swept:
    """Tells every request's latest stage once, and the governance lead of seats that nobody can fill."""
    due = each("reminders", lambda tx: _find(tx, limit), _act)
    return due + each("unreachable", lambda tx: stuck.find(tx, limit), _act_on_stuck)


def _find(tx: Session, limit: int) -> Sequence[int]:
    now = clock.now(tx)
    query = select(ApprovalRequest.id).where(_due(now)).order_by(ApprovalRequest.half_at, ApprovalRequest.id)
    return tx.scalars(query.limit(limit)).all()


def _due(now: datetime) -> ColumnElement[bool]:
    """Whether the clock of the row runs and has passed a stage that was not told."""
    columns: dict[int, Any] = {
        stages.REMINDER: ApprovalRequest.half_at,
        stages.DUE: ApprovalRequest.due_at,
        stages.LATE: ApprovalRequest.late_at,
        stages.VERY_LATE: ApprovalRequest.very_late_at,
    }
    passed = [and_(ApprovalRequest.clock_stage < stage, at <= now) for stage, at in columns.items()]
    return and_(_goes_on(now), ApprovalRequest.clock_started_at.is_not(None), or_(*passed))


def _goes_on(now: datetime) -> ColumnElement[bool]:
    return and_(
        ApprovalRequest.status == RequestStatus.IN_REVIEW.value,
        ApprovalRequest.on_hold.is_(False),
        or_(ApprovalRequest.expires_at.is_(None), ApprovalRequest.expires_at > now),
    )


def _locked(
    tx: Session, key: int, *due: ColumnElement[bool]
) -> tuple[Subject, ApprovalRequest] | tuple[None, None]:
    """Subject and request in the order of every act, or nothing when somebody else is at them."""
    of = select(ApprovalRequest.subject_id).where(ApprovalRequest.id == key).scalar_subquery()
    subject = lock_due(tx, Subject, Subject.id == of)
    request = lock_due(tx, ApprovalRequest, ApprovalRequest.id == key, *due) if subject is not None else None
    if subject is None or request is None:
        return None, None
    return subject, request


def _act(tx: Session, key: int) -> bool:
    """Tells one request's latest stage; nothing when it was signed, returned or told meanwhile."""
    subject, request = _locked(tx, key)
    if subject is None or request is None:
        return False
    now = clock.now(tx)
    if tx.scalars(select(ApprovalRequest.id).where(ApprovalRequest.id == key, _due(now))).first() is None:
        return False
    stage, at = stages.reached(request, now) or (stages.NOBODY_CAN, now)
    before, request.clock_stage = request.clock_stage, stage
    late = stages.is_late(at, now)
    if stage == stages.REMINDER:
        asked = signers(tx, now, subject, request) or levels.lead(tx, now, json.loads(subject.scope_keys))
        tell(tx, now, request, stage, asked, late)
    else:
        _escalate(tx, now, subject, request, stage, before, late)
    return True


def _escalate(
    tx: Session,
    now: datetime,
    subject: Subject,
    request: ApprovalRequest,
    stage: int,
    before: int,
    late: bool,
) -> None:
    level = levels.reach(tx, now, LEVELS[stage], json.loads(subject.scope_keys), request.gate)
    told = tell(tx, now, request, stage, level.person_ids, late)
    append(
        tx,
        now,
        CLOCK,
        "request:clock:escalated",
        about=about(request, subject),
        changes={
            "share": [stages.SHARES.get(before), stages.SHARES[stage]],
            "level": [None, level.role],
            "told": [None, len(told)],
            **({"late": [None, True]} if late else {}),
        },
        **place(request, subject),
    )


def _act_on_stuck(tx: Session, key: int) -> bool:
    """Tells the governance lead that a seat of the request is one that nobody may fill."""
    subject, request = _locked(tx, key)
    if subject is None or request is None or request.status != RequestStatus.IN_REVIEW:
        return False
    now = clock.now(tx)
    return bool(
        tell(tx, now, request, stages.NOBODY_CAN, levels.lead(tx, now, json.loads(subject.scope_keys)))
    )
