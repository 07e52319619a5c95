"""What resource lists and training records still miss, in words."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "resource_still_on": "Not yet found switched off: {names}.",
        "training_not_held": "No session with participants whose training holds today.",
        "nobody_on_duty_oversight": "Nobody is on duty for oversight today.",
        "nobody_on_duty_support": "Nobody is on duty for support today.",
    }
)
