"""Everything of documents of the technical file that has to be known at start."""

from __future__ import annotations

from workflows.assurance.technical_file import needs, register, words

__all__ = ["needs", "register", "words"]
