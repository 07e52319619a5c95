"""What the decision about a use needs, and when a use has outgrown its tool; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived

RANK = {"minimal": 1, "limited": 2, "high": 3}


def derive(body: Mapping[str, Any]) -> Derived:
    """The decision is the level; the review day is due."""
    return Derived(level=str(body.get("decision") or ""), due_on=day_in(body, "review_on"))


def check(body: Mapping[str, Any]) -> list[Refused]:
    """A forbidden use says why; an allowed one and one on request say under which rules."""
    if body.get("decision") == "forbidden" and not body.get("reason"):
        return [Refused("use_forbidden_why", field="reason")]
    if body.get("decision") in ("allowed", "on_request") and not body.get("rules"):
        return [Refused("use_rules_needed", field="rules")]
    if body.get("decision") == "on_request" and not body.get("asked_of"):
        return [Refused("use_asked_of", field="asked_of")]
    return []


def above(use_tier: str, tool_tier: str | None) -> bool:
    """Whether a use is of a higher tier than the tool was assessed for; a tool without tier counts as high."""
    return RANK.get(use_tier, 0) > RANK.get(tool_tier or "high", 3)
