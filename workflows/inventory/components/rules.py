"""What a component has to say before it identifies anything; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused


def check(body: Mapping[str, Any]) -> list[Refused]:
    """A component without a release and without a digest cannot be told from another: refused."""
    if body.get("release") or body.get("parts"):
        return []
    return [Refused("component_unidentified", field="release")]
