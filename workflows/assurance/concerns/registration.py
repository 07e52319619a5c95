"""Everything of concerns that has to be known at start."""

from __future__ import annotations

from workflows.assurance.concerns import actions, needs, register, words

__all__ = ["actions", "needs", "register", "words"]
