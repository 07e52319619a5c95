"""What readiness says when there is nothing to prepare for."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "no_next_gate": "No gate leads on from here.",
        "need_running": "No environment is recorded in which an artefact of this version runs.",
        "need_production": "No production environment is recorded in which an artefact of this version runs.",
        "need_classification": "It is not classified yet, or not since this was asked.",
        "need_day_ahead": "The day in “{field}” has not come yet.",
    }
)
