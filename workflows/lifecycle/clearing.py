"""Starts the renewal interval when a version goes live for the first time inside its approval's validity."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.deployment import Deployment
from models.enums import EnvironmentPurpose, Gate, Stage
from models.environment import Environment
from models.stage_move import StageMove
from models.system_version import SystemVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground.actor import Actor
from workflows.people.days import today


def first_production(
    tx: Session,
    now: datetime,
    _actor: Actor,
    version: SystemVersion,
    environment: Environment,
    deployment: Deployment,
) -> None:
    """Sets the clearance to approval day plus renewal interval at the first allowed production deployment."""
    if environment.purpose != EnvironmentPurpose.PRODUCTION or deployment.answer != "allow":
        return
    if version.stage != Stage.DEPLOYMENT:
        return
    earlier = tx.scalars(
        select(Deployment.id)
        .join(Environment, Environment.id == Deployment.environment_id)
        .where(
            Deployment.version_id == version.id,
            Deployment.id != deployment.id,
            Deployment.answer == "allow",
            Environment.purpose == EnvironmentPurpose.PRODUCTION.value,
        )
        .limit(1)
    ).first()
    approval = tx.scalars(
        select(StageMove.at)
        .where(StageMove.version_id == version.id, StageMove.gate == Gate.DEPLOYMENT.value)
        .order_by(StageMove.id.desc())
        .limit(1)
    ).first()
    if earlier is not None or approval is None:
        return
    tier = tx.get_one(AiSystem, version.system_id).tier
    days = load(policy_in_force(tx, Gate.RENEWAL.value, tier, now).body).renewal_interval_days
    if days:
        version.cleared_until = today(tx, approval) + timedelta(days=days)
        tx.flush()
