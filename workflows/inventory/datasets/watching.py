"""Refuses a link by which a dataset would be made from itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.inventory.datasets.lineage import MADE_FROM, follow
from workflows.inventory.datasets.register import DATASETS
from workflows.inventory.registers.hooks import on_moved


def no_circle(
    tx: Session, _now: datetime, _actor: Actor, record: RegisterRecord, _systems: frozenset[int]
) -> None:
    """Raises Refused beside `target` when following what a dataset was made from leads back to it."""
    if record.register != DATASETS.key:
        return
    before = follow(tx, record.id, back=True)
    if not before:
        return
    back = tx.scalars(
        select(RegisterLink.record_id).where(
            RegisterLink.record_id.in_(before),
            RegisterLink.target_id == record.id,
            RegisterLink.relation == MADE_FROM,
            RegisterLink.target_kind == "record",
            RegisterLink.removed_at.is_(None),
        )
    ).first()
    if back is not None:
        raise Refused("lineage_circle", field="target", target=ref(DATASETS.prefix, back))


on_moved(no_circle)
