"""Opens the review that asks the governance lead whether a version is suspended now or goes on until a new date."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, RequestStatus, Tier
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.naming import about, place
from workflows.approvals.policies.vocabulary import SUSPENSION_REVIEW
from workflows.approvals.reminding import levels
from workflows.approvals.reminding.whose import signers
from workflows.approvals.requests import new_request
from workflows.approvals.submitting import hand_in
from workflows.ground.actor import Actor
from workflows.outbox import put
from workflows.people.days import today
from workflows.record import append


def open_review(
    tx: Session,
    now: datetime,
    actor: Actor,
    subject: Subject,
    version: SystemVersion,
    cause: str,
    code: str,
    params: dict[str, Any],
) -> ApprovalRequest | None:
    """Opens and hands in a review of a locked version, once per `cause`; None where it is not to be asked (again).

    `cause` tells one cause from the next, such as `clearance:2026-05-01`; `code` and `params` are its sentence in the
    words table. It is not asked while the version is suspended, while a review is open, or until the date that an
    earlier review of the same cause let it go on.
    """
    if version.suspension_id is not None or not may_ask(tx, now, subject.id, cause):
        return None
    tier = tx.get_one(AiSystem, version.system_id).tier
    request = new_request(
        tx,
        now,
        None,
        subject,
        kind=SUSPENSION_REVIEW,
        gate=SUSPENSION_REVIEW,
        tier=tier if tier not in (None, Tier.PROHIBITED) else Tier.HIGH.value,
        from_stage=version.stage,
        target_stage=version.stage,
        detail={"cause": cause, "why": {"code": code, "params": params}},
    )
    hand_in(tx, now, subject, request, None)
    append(
        tx,
        now,
        actor,
        "review:opened",
        about=about(request, subject),
        changes={"cause": [None, cause], "gate": [None, SUSPENSION_REVIEW]},
        **place(request, subject),
    )
    asked = signers(tx, now, subject, request) or levels.lead(tx, now, json.loads(subject.scope_keys))
    put(tx, now, "suspension:review_opened", ("request", request.uuid), f"cause:{cause}"[:120], asked)
    return request


def may_ask(tx: Session, now: datetime, subject_id: int, cause: str) -> bool:
    """Whether a review for this cause may be opened now."""
    earlier = tx.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.subject_id == subject_id, ApprovalRequest.kind == SUSPENSION_REVIEW)
        .order_by(ApprovalRequest.id.desc())
    ).all()
    if any(one.status in OPEN_STATUSES for one in earlier):
        return False
    last = next((one for one in earlier if json.loads(one.detail).get("cause") == cause), None)
    if last is None or last.status != RequestStatus.REJECTED:
        return True
    return goes_on_until(last) < today(tx, now)


def goes_on_until(request: ApprovalRequest) -> date:
    """The last day for which a rejected review lets the version go on; the day it was decided when it names none."""
    named = json.loads(request.ended_params).get("until")
    if named:
        return date.fromisoformat(str(named))
    return (request.decided_at or request.opened_at).date()
