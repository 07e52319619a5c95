"""Everything of oversight and interventions that has to be known at start."""

from __future__ import annotations

from workflows.assurance.oversight import interventions, needs, register, words

__all__ = ["interventions", "needs", "register", "words"]
