"""How far an agent goes without a person, and what that needs; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived

ASKS, WITHIN_LIMITS, FREELY = "asks", "within_limits", "freely"


def derive(body: Mapping[str, Any]) -> Derived:
    """`asks` when a person agrees to every action, `within_limits` when each free action has a limit."""
    free = [row for row in body.get("actions") or [] if row.get("person") == "no"]
    level = ASKS if not free else WITHIN_LIMITS if all(row.get("limit") for row in free) else FREELY
    return Derived(level=level, due_on=day_in(body, "stop_test_due"))


def check(body: Mapping[str, Any]) -> list[Refused]:
    """What it does without a person needs a limit beside it, and something that stops it."""
    bad = [
        Refused("agent_limit_needed", field=f"actions-{number}-limit")
        for number, row in enumerate(body.get("actions") or [])
        if row.get("person") == "no" and not row.get("limit")
    ]
    free = any(row.get("person") == "no" for row in body.get("actions") or [])
    if free and not body.get("stop"):
        bad.append(Refused("agent_stop_needed", field="stop"))
    return bad
