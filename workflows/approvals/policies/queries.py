"""Reads policies: which version is in force for a gate and tier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.enums import Tier
from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.vocabulary import WITHOUT_CLEAN_TIER
from workflows.approvals.policies.words import gate_label
from workflows.ground.refused import NotFound, Refused


def policy_in_force(tx: Session, gate: str, tier: str | None, at: datetime) -> PolicyVersion:
    """The policy version of a gate that is in force for a tier at an instant; one statement.

    `tier` is the system's: prohibited and None (not classified) get the high policy at the three gates that stay
    open to them. Raises Refused for them everywhere else, and when there is no policy in force: a gate without
    rules is shut.
    """
    needed = policy_tier(gate, tier)
    found = tx.scalars(_in_force(at).where(Policy.gate == gate, Policy.tier == needed).limit(1)).one_or_none()
    if found is None:
        raise Refused("no_policy", gate=gate_label(gate), tier=needed)
    return found


def numbered(tx: Session, gate: str, tier: str, number: int) -> PolicyVersion:
    """One version by its number, in force or not; raises NotFound when there is none."""
    found = tx.scalars(
        select(PolicyVersion)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .where(Policy.gate == gate, Policy.tier == tier, PolicyVersion.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def policy_tier(gate: str, tier: str | None) -> str:
    """The tier whose policy holds at a gate for a system of this tier; raises Refused when none does."""
    if tier is not None and tier != Tier.PROHIBITED:
        return str(tier)
    if gate in WITHOUT_CLEAN_TIER:
        return Tier.HIGH.value
    raise Refused("prohibited_tier" if tier else "not_classified")


def _in_force(at: datetime) -> Select[PolicyVersion]:
    return (
        select(PolicyVersion)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .where(PolicyVersion.in_force_from <= at)
        .order_by(PolicyVersion.number.desc())
    )
