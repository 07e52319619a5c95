"""What follows when a classification was found still right: open requests look again at what it satisfies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification_review import ClassificationReview
from models.enums import OPEN_STATUSES, RoundCause
from models.system_version import SystemVersion
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.moving import look_again
from workflows.ground.actor import Actor


def confirmed(
    tx: Session, now: datetime, _actor: Actor, system: AiSystem, _review: ClassificationReview
) -> None:
    """Opens a round where the look answers an item that was open or answered by hand."""
    subjects = tx.scalars(
        select(SystemVersion.subject_id)
        .where(SystemVersion.system_id == system.id, SystemVersion.archived_at.is_(None))
        .order_by(SystemVersion.subject_id)
    )
    for subject_id in list(subjects):
        for request in lock_open_requests(tx, subject_id, OPEN_STATUSES):
            if by_team(request.kind):
                look_again(tx, now, request, RoundCause.RECORD_MOVED)
    tx.flush()
