"""Seats that somebody lets the reader sign: found by what was agreed, judged for either of the two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, literal, or_

from models.approval_request import ApprovalRequest
from models.delegation import Delegation
from models.role_grant import RoleGrant
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.home import judging
from workflows.approvals.home.hits import MOST, part
from workflows.people.delegating.lent import running

LENT = "lent"


def lent_to(me: int, now: datetime) -> list[Select[Any]]:
    """Every such seat twice, with the grant by which it is lent: once for the reader, once for whose it is."""
    return [_lent(me, now, literal(me)), _lent(me, now, Delegation.delegator_id)]


def _lent(me: int, now: datetime, person: Any) -> Select[Any]:
    role, gate = literal('"') + Seat.role + literal('"'), literal('"') + ApprovalRequest.gate + literal('"')
    by_grant = and_(RoleGrant.person_id == Delegation.delegator_id, RoleGrant.revoked_at.is_(None))
    reached = and_(Subject.id == ApprovalRequest.subject_id, judging.reaches(RoleGrant.scope_key))
    return (
        part(LENT, Seat.request_id, Seat.id, person, RoleGrant.id)
        .select_from(Delegation)
        .join(RoleGrant, by_grant)
        .join(Seat, Seat.role == RoleGrant.role)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .join(Subject, reached)
        .where(
            Delegation.delegate_id == me,
            running(now),
            or_(Delegation.roles == "[]", Delegation.roles.contains(role)),
            or_(Delegation.gates == "[]", Delegation.gates.contains(gate)),
            Delegation.accepted_at <= ApprovalRequest.first_submitted_at,
            judging.on_turn(now),
            ~judging.holds_seat(me),
        )
        .order_by(ApprovalRequest.due_at, Seat.id, RoleGrant.id)
        .limit(MOST)
    )


def delegator_of(rows: Sequence[Any], may: Callable[[Any], bool]) -> str:
    """For whom the reader may sign the seat of these hits: neither of the two is barred; empty for nobody."""
    pairs: dict[int, list[Any]] = {}
    for row in rows:
        if row.what == LENT and row.RoleGrant is not None:
            pairs.setdefault(row.RoleGrant.id, []).append(row)
    for both in pairs.values():
        whose = next((row for row in both if row.person_id == row.RoleGrant.person_id), None)
        if whose is not None and len(both) > 1 and all(may(row) for row in both):
            return str(whose.holder or "")
    return ""
