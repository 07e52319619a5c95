"""Finds requests with a seat that nobody may fill now, as Home finds them for the governance lead."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.clock_span import ClockSpan
from models.role_grant import ORG
from models.stage_told import StageTold
from workflows.approvals.home import hits
from workflows.approvals.home.folding import read, request_row
from workflows.approvals.reminding.stages import NOBODY_CAN
from workflows.ground import clock
from workflows.people.standing import Standing

NOBODY = Standing(0, "", "", "", "", False, False, ())
"""Reads as somebody who holds nothing, so that no seat is theirs."""


def find(tx: Session, limit: int) -> Sequence[int]:
    """The keys of requests whose governance lead was not told yet in this run of their clock."""
    now = clock.now(tx)
    by_request: dict[int, list[object]] = {}
    for row in read(tx, [hits.stuck_seats([ORG], now)]):
        by_request.setdefault(row.ApprovalRequest.id, []).append(row)
    stuck = [
        key
        for key, rows in sorted(by_request.items())
        if request_row(rows, NOBODY, now).turn.why == "turn_unreachable"
    ]
    told = _told(tx, stuck) if stuck else frozenset()
    return [key for key in stuck if key not in told][:limit]


def _told(tx: Session, keys: Sequence[int]) -> frozenset[int]:
    last = (
        select(func.coalesce(func.max(ClockSpan.number), 1))
        .where(ClockSpan.request_id == StageTold.request_id)
        .correlate(StageTold)
        .scalar_subquery()
    )
    return frozenset(
        tx.scalars(
            select(StageTold.request_id).where(
                StageTold.request_id.in_(keys), StageTold.stage == NOBODY_CAN, StageTold.clock_run == last
            )
        )
    )
