"""Who may look at a sample again: the second line, but nobody who signed or prepared any of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.involvement import InvolvementFact
from models.lane_review import LaneReview
from models.role_grant import ORG
from models.signature import Signature
from workflows.approvals.kinds import team_of
from workflows.approvals.policies.words import role_label
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed
from workflows.people.standing import Standing, holders

SECOND_LINE = (
    "ai_governance_lead",
    "risk_officer",
    "legal_counsel",
    "dpo",
    "security_ciso",
    "impact_assessor",
    "model_validator",
    "incident_manager",
    "concerns_officer",
)
"""Roles of the second line, in the order in which one is printed for somebody who holds several."""


def role_of(standing: Standing) -> str | None:
    """The role in which a person looks again; None for whoever is not of the second line of the organisation."""
    return next((role for role in SECOND_LINE if standing.holds(role, {ORG})), None)


def require_second_look(tx: Session, now: datetime, standing: Standing, review: LaneReview) -> str:
    """The role of somebody who may judge this one; raises NotAllowed saying why they may not."""
    role = role_of(standing)
    if role is None:
        raise NotAllowed("lane_review_who", roles=", ".join(role_label(one) for one in SECOND_LINE))
    signed = _signed(tx, standing.person_id, sample_of(tx, review.month))
    if signed:
        raise NotAllowed("lane_review_signed", refs=", ".join(ref("REQ", key) for key in signed))
    request = tx.get_one(ApprovalRequest, review.request_id)
    team = team_of(tx, request, now)
    if standing.person_id in team.members | set(team.builders) | _prepared(tx, [request.id]):
        raise NotAllowed("lane_review_team")
    return role


def second_line(tx: Session, now: datetime, request_ids: Sequence[int]) -> list[int]:
    """Everybody who may look at these requests again."""
    barred = _prepared(tx, request_ids) | _signers(tx, request_ids)
    return [one.person_id for one in holders(tx, SECOND_LINE, {ORG}, now) if one.person_id not in barred]


def sample_of(tx: Session, month: str) -> list[int]:
    """The requests that were drawn for a month."""
    return list(tx.scalars(select(LaneReview.request_id).where(LaneReview.month == month)))


def _signed(tx: Session, person_id: int, request_ids: Collection[int]) -> list[int]:
    rows = select(Signature.request_id).where(
        Signature.person_id == person_id, Signature.request_id.in_(request_ids)
    )
    return sorted(set(tx.scalars(rows)))


def _signers(tx: Session, request_ids: Collection[int]) -> set[int]:
    return set(tx.scalars(select(Signature.person_id).where(Signature.request_id.in_(request_ids))))


def _prepared(tx: Session, request_ids: Collection[int]) -> set[int]:
    """Whoever handed in, answered, or gave the word that no DPIA is due."""
    return set(
        tx.scalars(select(InvolvementFact.person_id).where(InvolvementFact.request_id.in_(request_ids)))
    )
