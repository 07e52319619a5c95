"""Everything of plans, evaluations and validations that has to be known at start."""

from __future__ import annotations

from workflows.assurance.evaluations import needs, plans, register, signing, validations, watching, words

__all__ = ["needs", "plans", "register", "signing", "validations", "watching", "words"]
