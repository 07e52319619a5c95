"""Sentences of Home beyond those of turns."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "turn_you_owner": "Your turn as owner of the condition",
        "turn_condition": "the approval rests on it being met by then",
    }
)
