"""What else waits for a reviewer: the requests in which they could sign now, the most urgent first."""

from __future__ import annotations

import json

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from models.approval_request import ApprovalRequest
from models.enums import Involvement, RequestStatus, SeatStatus
from models.involvement import InvolvementFact
from models.seat import Seat
from models.subject import Subject
from models.team_member import TeamMember
from workflows.approvals.review.page import NextUp
from workflows.ground.ids import ref
from workflows.people.standing import Standing

MOST = 50
"""Requests that are looked at; more than that nobody works off from one page to the next."""

_KEEPS_OUT = (Involvement.SUBMITTED, Involvement.ANSWERED, Involvement.ATTACHED, Involvement.RECUSED)


def next_up(tx: Session, reader: Standing, besides: int) -> NextUp | None:
    """The requests other than `besides` with an open seat for the reader, in one statement; None without any."""
    roles = sorted({grant.role for grant in reader.grants})
    if not roles:
        return None
    held = aliased(Seat)
    rows = tx.execute(
        select(ApprovalRequest.id, Subject.label, Subject.scope_keys, Seat.role)
        .join(Seat, Seat.request_id == ApprovalRequest.id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            Seat.role.in_(roles),
            Seat.status == SeatStatus.OPEN.value,
            Seat.turn_since.is_not(None),
            ApprovalRequest.id != besides,
            ApprovalRequest.status == RequestStatus.IN_REVIEW.value,
            ApprovalRequest.on_hold.is_(False),
            ~exists().where(held.request_id == ApprovalRequest.id, held.holder_id == reader.person_id),
            ~exists().where(
                InvolvementFact.request_id == ApprovalRequest.id,
                InvolvementFact.person_id == reader.person_id,
                InvolvementFact.what.in_([one.value for one in _KEEPS_OUT]),
            ),
            ~exists().where(
                TeamMember.system_id == ApprovalRequest.system_id,
                TeamMember.person_id == reader.person_id,
                TeamMember.ended_at.is_(None),
            ),
        )
        .order_by(ApprovalRequest.due_at, ApprovalRequest.id)
        .limit(MOST)
    )
    found = {key: label for key, label, scopes, role in rows if reader.holds(role, json.loads(scopes))}
    if not found:
        return None
    first = next(iter(found))
    return NextUp(len(found), ref("REQ", first), found[first])
