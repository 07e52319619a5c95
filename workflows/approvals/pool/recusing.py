"""What a recusal leaves: the seat for another holder or a smaller group, and word to the lead if nobody is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Involvement, RequestStatus
from models.seat import Seat
from workflows.approvals import deciding
from workflows.approvals.involving import note
from workflows.approvals.pool.letting_go import let_go
from workflows.approvals.pool.reach import tell_out_of_reach
from workflows.approvals.rules import RequestFacts


def step_back(tx: Session, now: datetime, request: ApprovalRequest, seat: Seat, person_id: int) -> None:
    """Notes that the person stepped back for good and opens the seat, or takes it from its group."""
    note(tx, now, request.id, person_id, Involvement.RECUSED, seat.key)
    deciding.shrink(seat)
    if seat.group_key or person_id in (seat.claimed_by_id, seat.assigned_to_id):
        let_go(seat)


def tell_who_is_left(
    tx: Session,
    now: datetime,
    request: ApprovalRequest,
    seats: Sequence[Seat],
    person_id: int,
    facts: RequestFacts,
) -> None:
    """Tells the governance lead when the seats cannot be filled any more; the request stays shut meanwhile."""
    if request.status == RequestStatus.IN_REVIEW:
        tx.flush()
        left = replace(facts, recused=facts.recused | {person_id})
        tell_out_of_reach(tx, now, request, seats, left)
