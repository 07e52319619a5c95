"""What agents say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "agent_limit_needed": "Give a limit: this happens without a person.",
        "agent_stop_needed": "Say how it is stopped: it does something without a person.",
    }
)
