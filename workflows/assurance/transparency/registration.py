"""Everything of notices and explanations that has to be known at start."""

from __future__ import annotations

from workflows.assurance.transparency import explaining, methods, needs, register, watching, words

__all__ = ["explaining", "methods", "needs", "register", "watching", "words"]
