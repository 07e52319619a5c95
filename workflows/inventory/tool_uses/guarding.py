"""Keeps a use above the tier of its tool out of the list of what is allowed: it becomes a system of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused
from workflows.inventory.registers.hooks import on_saved
from workflows.inventory.tool_uses.register import TOOL_USES
from workflows.inventory.tool_uses.rules import above


def keep_below(
    tx: Session,
    _now: datetime,
    _actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Raises Refused beside the tier when a use that is not forbidden lies above the tier of its tool."""
    if record.register != TOOL_USES.key or after.get("decision") == "forbidden":
        return
    system = tx.get_one(AiSystem, record.system_id)
    use = str(after.get("tier_of_use") or "")
    if above(use, system.tier):
        raise Refused(
            "use_above_tier", field="tier_of_use", use=use, system=system.name, tool=system.tier or "high"
        )


def register() -> None:
    """Listens to what is written into the register."""
    on_saved(keep_below)
