"""Which requests wait for an agenda: those with an open seat of the charter's roles, and those that are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.committee_session import CommitteeSession
from models.enums import RequestStatus, SeatStatus
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.committee.charter import charter
from workflows.approvals.committee.machine import CLOSED, OPEN
from workflows.approvals.policies.words import gate_label, role_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading

MOST = 100


@dataclass(frozen=True)
class Waiting:
    """A request that could stand on an agenda: whose seats wait, and whether it is late."""

    ref: str
    title: str
    gate: str
    gate_label: str
    tier: str
    due_at: datetime | None
    late: bool
    roles: tuple[str, ...]


def waiting(session_ref_id: int) -> tuple[Waiting, ...]:
    """Requests in review with an open seat of a charter's role, or late, that stand on no open agenda; late first."""
    tx, now = reading(), clock.glance()
    taken = (
        select(AgendaItem.request_id)
        .join(CommitteeSession, CommitteeSession.id == AgendaItem.session_id)
        .where(
            AgendaItem.status == OPEN,
            AgendaItem.request_id.is_not(None),
            or_(AgendaItem.session_id == session_ref_id, CommitteeSession.status != CLOSED),
            CommitteeSession.called_off_at.is_(None),
        )
    )
    ours = select(Seat.request_id).where(Seat.status == SeatStatus.OPEN, Seat.role.in_(charter().roles))
    rows = tx.execute(
        select(ApprovalRequest, Subject.label)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            ApprovalRequest.status == RequestStatus.IN_REVIEW,
            ApprovalRequest.on_hold.is_(False),
            ApprovalRequest.id.not_in(taken),
            or_(ApprovalRequest.id.in_(ours), ApprovalRequest.due_at <= now),
        )
        .order_by(ApprovalRequest.due_at.is_(None), ApprovalRequest.due_at, ApprovalRequest.id)
        .limit(MOST)
    ).all()
    roles = _open_roles(tx, [request.id for request, _ in rows])
    return tuple(
        Waiting(
            ref("REQ", request.id),
            label,
            request.gate,
            gate_label(request.gate),
            request.tier,
            request.due_at,
            request.due_at is not None and request.due_at <= now,
            roles.get(request.id, ()),
        )
        for request, label in rows
    )


def _open_roles(tx: Session, keys: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = tx.execute(
        select(Seat.request_id, Seat.role)
        .where(Seat.request_id.in_(keys), Seat.status == SeatStatus.OPEN)
        .order_by(Seat.step, Seat.id)
    )
    for key, role in rows:
        label = role_label(role)
        if label not in found.get(key, ()):
            found[key] = (*found.get(key, ()), label)
    return found
