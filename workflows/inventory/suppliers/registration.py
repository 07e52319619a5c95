"""Everything of the suppliers that has to be known at start."""

from __future__ import annotations

from workflows.inventory.suppliers import needs, register, watching, words

__all__ = ["needs", "register", "watching", "words"]
