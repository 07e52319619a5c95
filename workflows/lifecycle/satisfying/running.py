"""Deployments as proof of which version runs: the answer to DM-1 and AD-6."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.artefact import Artefact
from models.deployment import Deployment
from models.enums import EnvironmentPurpose
from models.environment import Environment
from workflows.approvals.kinds import LinkedRecord
from workflows.ground.canonical import digest
from workflows.ground.ids import ref

IN_PRODUCTION, ANYWHERE = frozenset({"DM-1"}), frozenset({"AD-6"})
ITEMS = IN_PRODUCTION | ANYWHERE
KIND = "deployment"


def deployment_digest(deployment: Deployment) -> str:
    """SHA-256 over what a deployment proves; when it ended is no part of it."""
    return digest(
        {
            "schema": "deployment/1",
            "uuid": deployment.uuid,
            "version": deployment.version_id,
            "environment": deployment.environment_id,
            "artefact": deployment.artefact,
        }
    )


def running_proofs(tx: Session, version_id: int) -> dict[str, list[LinkedRecord]]:
    """The deployments that prove which version runs, by item, in one statement.

    Only one that still runs, and whose digest or release is an artefact of the version, proves anything.
    """
    rows = tx.execute(
        select(Deployment, Environment.purpose)
        .join(Environment, Environment.id == Deployment.environment_id)
        .join(
            Artefact,
            (Artefact.version_id == Deployment.version_id)
            & (Artefact.value == Deployment.artefact)
            & Artefact.removed_at.is_(None),
        )
        .where(Deployment.version_id == version_id, Deployment.ended_at.is_(None))
        .order_by(Deployment.id)
    )
    found: dict[str, list[LinkedRecord]] = {}
    seen = set[int]()
    for deployment, purpose in rows:
        if deployment.id in seen:
            continue
        seen.add(deployment.id)
        record = LinkedRecord(
            KIND, deployment.uuid, 1, deployment_digest(deployment), ref("DEP", deployment.id)
        )
        for item in ANYWHERE:
            found.setdefault(item, []).append(record)
        if purpose == EnvironmentPurpose.PRODUCTION.value:
            for item in IN_PRODUCTION:
                found.setdefault(item, []).append(record)
    return found
