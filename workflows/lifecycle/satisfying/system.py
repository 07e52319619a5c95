"""What the registered system has to say before it satisfies an item: its own answer to IN-1 and AD-1; pure."""

from __future__ import annotations

from collections.abc import Mapping

from models.ai_system import AiSystem

_SAID = ("purpose", "business_reason", "users", "affected_persons")
SAYS: Mapping[str, tuple[str, ...]] = {
    "IN-1": _SAID,
    "AD-1": (*_SAID, "in_use_since", "who_may_stop"),
}
"""The fields of a system that an item asks for."""
LABELS = {
    "purpose": "Purpose",
    "business_reason": "Business reason",
    "users": "Users",
    "affected_persons": "Affected persons",
    "in_use_since": "In use since",
    "who_may_stop": "Who may stop it",
}


def unsaid(system: AiSystem, item: str) -> tuple[str, ...]:
    """The fields of the item that say nothing yet; a system that leaves one out satisfies nothing."""
    return tuple(name for name in SAYS[item] if not str(getattr(system, name) or "").strip())
