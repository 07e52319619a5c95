"""Everything of the datasets that has to be known at start."""

from __future__ import annotations

from workflows.inventory.datasets import late_needs, needs, register, watching, words

__all__ = ["late_needs", "needs", "register", "watching", "words"]
