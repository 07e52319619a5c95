"""Opens and hands in the request in which others judge a pass; whoever issued it is barred from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.emergency_pass import EmergencyPass
from models.enums import Involvement, Tier
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.involving import note
from workflows.approvals.policies.vocabulary import EMERGENCY_REVIEW
from workflows.approvals.requests import new_request
from workflows.approvals.submitting import hand_in
from workflows.ground.ids import ref


def open_review(
    tx: Session,
    now: datetime,
    subject: Subject,
    version: SystemVersion,
    tier: str | None,
    issued: EmergencyPass,
) -> ApprovalRequest:
    """The review of a pass, in review at once; raises Refused when no policy says who judges it."""
    request = new_request(
        tx,
        now,
        None,
        subject,
        kind=EMERGENCY_REVIEW,
        gate=EMERGENCY_REVIEW,
        tier=tier if tier != Tier.PROHIBITED else Tier.HIGH.value,
        from_stage=version.stage,
        target_stage=version.stage,
        detail={"pass": issued.uuid, "pass_ref": ref("PASS", issued.id)},
    )
    note(tx, now, request.id, issued.person_id, Involvement.SUBMITTED, "the emergency pass")
    hand_in(tx, now, subject, request, None)
    issued.review_request_id = request.id
    tx.flush()
    return request
