"""The sentences of what went wrong after a decision."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "setback_condition": "A condition was overdue on {due}: {text}",
        "setback_suspension": "The version was stopped: {reason}",
        "setback_rework": "Sent back after an incident: {text}",
    }
)
