"""Asks the teams for a rework when a supplier's new version behaves otherwise than the one that was approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.inventory.suppliers.register import SUPPLIERS
from workflows.inventory.suppliers.releases import behaving_otherwise
from workflows.inventory.suppliers.watching import dependants
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.rework_drafts import NEW_MODEL, ask_for_rework


def supplier_released(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Opens one draft rework for each running version of the systems that depend on the supplier.

    The systems it is linked to are locked by the act that writes the supplier. A draft binds nobody.
    """
    if record.register != SUPPLIERS.key:
        return
    releases = behaving_otherwise(before, after)
    if not releases:
        return
    named = ", ".join(f"{one.product} {one.release}" for one in releases)
    words = f"{ref(SUPPLIERS.prefix, record.id)} {record.title}: {named}"
    for system in dependants(tx, record):
        running = tx.scalars(
            select(SystemVersion.id)
            .where(
                SystemVersion.system_id == system.id,
                SystemVersion.stage.in_(sorted(LIVE)),
                SystemVersion.archived_at.is_(None),
            )
            .order_by(SystemVersion.id)
        )
        for version_id in list(running):
            ask_for_rework(tx, now, actor, version_id, words, NEW_MODEL)
