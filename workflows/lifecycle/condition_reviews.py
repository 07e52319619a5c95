"""An overdue condition of a version that runs asks the governance lead whether the version is suspended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.subject import Subject
from workflows.ground.actor import CLOCK
from workflows.ground.ids import ref
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.suspension_reviews import open_review
from workflows.lifecycle.versions import of_subject


def ask_about_condition(
    tx: Session, now: datetime, subject: Subject, _request: ApprovalRequest, condition: Condition
) -> bool:
    """Opens the suspension review, once per day that was set; a version that does not run has nothing to suspend."""
    version = of_subject(tx, subject.id, lock=True)
    if version.stage not in LIVE:
        return False
    cause = f"condition:{condition.uuid}:{condition.due_on.isoformat()}"
    params = {"conditions": ref("COND", condition.id)}
    return open_review(tx, now, CLOCK, subject, version, cause, "condition_overdue", params) is not None
