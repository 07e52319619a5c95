"""What components say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "component_unidentified": "Give a release or at least one file with its digest: without either, nobody can "
        "tell this component from another.",
    }
)
