"""Everything of system cards that has to be known at start."""

from __future__ import annotations

from workflows.assurance.cards import actions, opening, register, words

__all__ = ["actions", "opening", "register", "words"]
