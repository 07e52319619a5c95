"""Tells that a pass is over, and asks anew for a review that ended without a judgement; truth is the time itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.emergency_pass import EmergencyPass
from models.enums import OPEN_STATUSES
from models.environment import Environment
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.locking import lock_subject
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.ids import ref
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.lifecycle.passes.review import open_review
from workflows.outbox import put
from workflows.record import Thing, append


def sweep(limit: int = 200) -> Swept:
    """Goes through the passes that ran out and those whose review fell away."""
    over = each("passes", lambda tx: _over(tx, limit), _tell_over)
    return over + each("passes", lambda tx: _unjudged(tx, limit), _ask_anew)


def _over(tx: Session, limit: int) -> Sequence[int]:
    now = clock.now(tx)
    due = select(EmergencyPass.id).where(EmergencyPass.over_told_at.is_(None), EmergencyPass.ends_at <= now)
    return tx.scalars(due.order_by(EmergencyPass.ends_at).limit(limit)).all()


def _tell_over(tx: Session, key: int) -> bool:
    now = clock.now(tx)
    issued = lock_due(
        tx,
        EmergencyPass,
        EmergencyPass.id == key,
        EmergencyPass.over_told_at.is_(None),
        EmergencyPass.ends_at <= now,
    )
    if issued is None:
        return False
    issued.over_told_at = now
    version, system, subject = _of(tx, issued)
    environment = tx.get_one(Environment, issued.environment_id)
    _enter(
        tx, now, "pass:ran-out", issued, version, system, subject, {"environment": [environment.name, None]}
    )
    put(tx, now, "pass:ended", ("pass", issued.uuid), "time", [issued.person_id, system.owner_id])
    return True


def _fell_away() -> ColumnElement[bool]:
    """Whether the review of the pass of the row ended without closing it: expired, or overtaken."""
    open_one = exists().where(
        ApprovalRequest.id == EmergencyPass.review_request_id,
        ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]),
    )
    return and_(EmergencyPass.closed_at.is_(None), ~open_one)


def _unjudged(tx: Session, limit: int) -> Sequence[int]:
    return tx.scalars(select(EmergencyPass.id).where(_fell_away()).limit(limit)).all()


def _ask_anew(tx: Session, key: int) -> bool:
    found = tx.get(EmergencyPass, key)
    if found is None:
        return False
    subject = lock_subject(tx, tx.get_one(SystemVersion, found.version_id).subject_id)
    issued = lock_due(tx, EmergencyPass, EmergencyPass.id == key, _fell_away())
    if issued is None:
        return False
    now = clock.now(tx)
    version, system, _subject = _of(tx, issued)
    request = open_review(tx, now, subject, version, system.tier, issued)
    changes = {"review": [None, ref("REQ", request.id)]}
    _enter(tx, now, "pass:review:opened", issued, version, system, subject, changes)
    return True


def _of(tx: Session, issued: EmergencyPass) -> tuple[SystemVersion, AiSystem, Subject]:
    version = tx.get_one(SystemVersion, issued.version_id)
    return version, tx.get_one(AiSystem, version.system_id), tx.get_one(Subject, version.subject_id)


def _enter(
    tx: Session,
    now: datetime,
    action: str,
    issued: EmergencyPass,
    version: SystemVersion,
    system: AiSystem,
    subject: Subject,
    changes: dict[str, list[str | None]],
) -> None:
    append(
        tx,
        now,
        CLOCK,
        action,
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
        ),
        changes={"pass": [None, ref("PASS", issued.id)], **changes},
        system_uuid=system.uuid,
    )
