"""What a revision shows in lists; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.inventory.registers.declaring import Derived


def derive(body: Mapping[str, Any]) -> Derived:
    """The kind of revision is its level."""
    return Derived(level=str(body.get("kind") or ""))
