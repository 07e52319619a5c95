"""The lane itself as a thing: locked by whoever draws, judges, closes or opens it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.policy import Policy
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.ground.refused import NotFound
from workflows.record import Thing


def lock_lane(tx: Session) -> Policy:
    """The lane's policy, locked, so that of two acts on the lane one sees what the other did."""
    found = tx.scalars(
        select(Policy)
        .where(Policy.gate == FAST_LANE)
        .order_by(Policy.id)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound("not_found")
    return found


def thing(policy: Policy) -> Thing:
    """The lane as an entry is about it."""
    return Thing("fast_lane", policy.uuid, 1, label="the fast lane")
