"""Makes the inventory known to the columns below it; called once at start."""

from __future__ import annotations

from workflows.approvals import access
from workflows.approvals.evidence import access as evidence_access
from workflows.inventory import actions, editing, leaving, visibility, words
from workflows.people import hooks as people_hooks

__all__ = ["register"]

_SAID = (actions, words)
"""Imported so that every action and sentence of the column is registered."""


def register() -> None:
    """Tells approvals and evidence who sees a system with all that belongs to it, and listens to moved units."""
    access.register_visibility(visibility.may_see)
    evidence_access.register_visibility(visibility.may_see)
    people_hooks.on_unit_moved(editing.unit_moved)
    people_hooks.on_leaving(leaving.KIND, leaving.owned_systems, leaving.hand_over_system)
