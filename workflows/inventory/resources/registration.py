"""Everything of resource lists and training records that has to be known at start."""

from __future__ import annotations

from workflows.inventory.resources import needs, register, words

__all__ = ["needs", "register", "words"]
