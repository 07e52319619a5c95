"""What a delegate sees: the systems about which somebody lets them sign, as long as that lasts and one day more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select

from models.approval_request import ApprovalRequest
from models.delegation import Delegation
from models.role_grant import RoleGrant
from models.seat import Seat
from models.subject import Subject

GRACE = timedelta(days=1)
"""So that whoever comes a second too late reads why, and keeps what they typed."""


def lent_systems(person_id: int, now: datetime) -> Select[Any]:
    """The keys of systems with a request that has a seat which somebody lends this person."""
    since = now - GRACE
    reaches = Subject.scope_keys.contains(literal('"') + RoleGrant.scope_key + literal('"'))
    role = literal('"') + Seat.role + literal('"')
    return (
        select(ApprovalRequest.system_id)
        .select_from(Delegation)
        .join(
            RoleGrant,
            and_(RoleGrant.person_id == Delegation.delegator_id, RoleGrant.revoked_at.is_(None)),
        )
        .join(Seat, Seat.role == RoleGrant.role)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .join(Subject, and_(Subject.id == ApprovalRequest.subject_id, reaches))
        .where(
            Delegation.delegate_id == person_id,
            Delegation.accepted_at.is_not(None),
            Delegation.starts_at <= now,
            Delegation.ends_at > since,
            func.coalesce(Delegation.ended_at, now) > since,
            or_(Delegation.roles == "[]", Delegation.roles.contains(role)),
            ApprovalRequest.first_submitted_at.is_not(None),
        )
    )
