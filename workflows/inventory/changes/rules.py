"""What a change has to say before it counts as assessed; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived


def derive(body: Mapping[str, Any]) -> Derived:
    """The urgency is the level; the wished day is due."""
    return Derived(level=str(body.get("urgency") or ""), due_on=day_in(body, "wanted_on"))


def check(body: Mapping[str, Any]) -> list[Refused]:
    """The answer of the substantial-modification test, either way, has its reason."""
    if body.get("substantial") and not body.get("substantial_why"):
        return [Refused("substantial_why_needed", field="substantial_why")]
    return []
