"""Everything of event logs that has to be known at start."""

from __future__ import annotations

from workflows.assurance.event_logs import needs, register, words

__all__ = ["needs", "register", "words"]
