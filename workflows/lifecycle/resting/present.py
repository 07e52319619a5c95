"""Reads how the inputs of approvals stand now, and how they stood at an instant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.deployment import Deployment
from models.register_record import RegisterRecord
from models.register_version import RegisterVersion
from workflows.ground.ids import ref
from workflows.inventory.frozen import system_digest
from workflows.inventory.registers import declaring
from workflows.lifecycle.resting.differing import CLASSIFICATION, DEPLOYMENT, NOT_REGISTERS, SYSTEM, Present

Wanted = Iterable[tuple[str, str]]
"""Kind and uuid of frozen records."""


def present_of(tx: Session, wanted: Wanted) -> dict[str, Present]:
    """How records stand now, by uuid, one statement for each kind there is; what is not found is left out."""
    by_kind: dict[str, set[str]] = {}
    for kind, uuid in wanted:
        by_kind.setdefault(kind if kind in NOT_REGISTERS else "record", set()).add(uuid)
    found: dict[str, Present] = {}
    for kind, uuids in by_kind.items():
        found |= _READ[kind](tx, uuids)
    return found


def _records(tx: Session, uuids: Collection[str]) -> dict[str, Present]:
    rows = tx.execute(
        select(
            RegisterRecord.uuid,
            RegisterRecord.register,
            RegisterRecord.id,
            RegisterRecord.title,
            RegisterRecord.frozen_version,
            RegisterRecord.digest,
            RegisterRecord.archived_at,
        ).where(RegisterRecord.uuid.in_(uuids))
    )
    return {
        row.uuid: Present(
            ref(declaring.of(row.register).prefix, row.id),
            # Whoever sees the request need not be a reader of the record: then its title stays with those who are.
            row.title if declaring.of(row.register).readers is None else "",
            row.frozen_version,
            row.digest,
            row.archived_at is not None,
        )
        for row in rows
    }


def _systems(tx: Session, uuids: Collection[str]) -> dict[str, Present]:
    rows = tx.scalars(select(AiSystem).where(AiSystem.uuid.in_(uuids)))
    return {
        row.uuid: Present(ref("SYS", row.id), row.name, row.content_version, system_digest(row))
        for row in rows
    }


def _classifications(tx: Session, uuids: Collection[str]) -> dict[str, Present]:
    """Each frozen classification with the newest one of its system: a newer one has another digest."""
    newest = (
        select(Classification.system_id, func.max(Classification.number).label("number"))
        .where(
            Classification.system_id.in_(
                select(Classification.system_id).where(Classification.uuid.in_(uuids))
            )
        )
        .group_by(Classification.system_id)
        .subquery()
    )
    now = select(Classification).join(
        newest,
        (newest.c.system_id == Classification.system_id) & (newest.c.number == Classification.number),
    )
    by_system = {row.system_id: row for row in tx.scalars(now)}
    rows = tx.execute(
        select(Classification.uuid, Classification.system_id).where(Classification.uuid.in_(uuids))
    )
    found = {}
    for uuid, system_id in rows:
        one = by_system[system_id]
        found[uuid] = Present(f"classification {one.number}", "", one.number, one.digest)
    return found


def _deployments(tx: Session, uuids: Collection[str]) -> dict[str, Present]:
    from workflows.lifecycle.satisfying.running import deployment_digest

    rows = tx.scalars(select(Deployment).where(Deployment.uuid.in_(uuids)))
    return {
        row.uuid: Present(ref("DEP", row.id), "", 1, deployment_digest(row), row.ended_at is not None)
        for row in rows
    }


_READ = {
    "record": _records,
    SYSTEM: _systems,
    CLASSIFICATION: _classifications,
    DEPLOYMENT: _deployments,
}


def digests_at(tx: Session, uuids: Collection[str], at: datetime) -> dict[str, str]:
    """The digest that each register record had at an instant, by uuid."""
    if not uuids:
        return {}
    rows = tx.execute(
        select(RegisterRecord.uuid, RegisterVersion.digest)
        .join(RegisterRecord, RegisterRecord.id == RegisterVersion.record_id)
        .where(RegisterRecord.uuid.in_(uuids), RegisterVersion.at <= at)
        .order_by(RegisterVersion.number)
    )
    return {row.uuid: row.digest for row in rows}
