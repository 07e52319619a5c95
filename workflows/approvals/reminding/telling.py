"""Tells a stage: one message per person, stage and run of the clock, however many sweeps run at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.clock_span import ClockSpan
from models.stage_told import StageTold
from workflows.approvals.reminding.stages import EVENTS
from workflows.outbox import put


def run_of(tx: Session, request: ApprovalRequest) -> int:
    """The number of the clock's present run: of its last span."""
    last = tx.scalars(select(func.max(ClockSpan.number)).where(ClockSpan.request_id == request.id)).one()
    return int(last or 1)


def tell(
    tx: Session,
    now: datetime,
    request: ApprovalRequest,
    stage: int,
    person_ids: Iterable[int],
    was_late: bool = False,
) -> list[int]:
    """Puts the stage's fact into the outbox for those who were not told it yet; gives who they are.

    The unique row decides, not what was read before: a second sweep inserts nothing and tells nobody.
    """
    run = run_of(tx, request)
    rows = [
        {
            "request_id": request.id,
            "stage": stage,
            "person_id": person_id,
            "clock_run": run,
            "told_at": now,
            "was_late": was_late,
        }
        for person_id in sorted(set(person_ids))
    ]
    if not rows:
        return []
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(StageTold).values(rows).on_conflict_do_nothing().returning(StageTold.person_id)
    told = sorted(tx.execute(statement).scalars())
    if told:
        cause = f"stage:{stage}:run:{run}" + (":late" if was_late else "")
        put(tx, now, EVENTS[stage], ("request", request.uuid), cause, told)
    return told
