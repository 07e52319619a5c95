"""What uses of tools say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "use_forbidden_why": "Say why this use is forbidden; staff read it.",
        "use_rules_needed": "Say under which rules it may be used.",
        "use_asked_of": "Say whom to ask for this use.",
        "use_above_tier": "This use is of the {use} tier, but {system} was assessed for the {tool} tier. Forbid it, or "
        "register it as a system of its own.",
    }
)
