"""Days in the bodies of register records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def day_in(body: Mapping[str, Any], key: str) -> date | None:
    """The day a field holds; None while it is empty or no day."""
    try:
        return date.fromisoformat(str(body.get(key) or ""))
    except ValueError:
        return None
