"""Makes the inventory known to the columns below it; called once at start."""

from __future__ import annotations

from workflows.approvals import access
from workflows.approvals.evidence import access as evidence_access
from workflows.inventory import actions, editing, leaving, visibility, words
from workflows.inventory.agents import register as agents
from workflows.inventory.agents import words as agent_words
from workflows.inventory.candidates import register as candidates
from workflows.inventory.candidates import words as candidate_words
from workflows.inventory.changes import needs as change_needs
from workflows.inventory.changes import register as changes
from workflows.inventory.changes import words as change_words
from workflows.inventory.components import register as components
from workflows.inventory.components import words as component_words
from workflows.inventory.datasets import registration as datasets
from workflows.inventory.envelopes import register as envelopes
from workflows.inventory.envelopes import words as envelope_words
from workflows.inventory.obligations import registration as obligations
from workflows.inventory.registers import actions as register_actions
from workflows.inventory.registers import words as register_words
from workflows.inventory.resources import registration as resources
from workflows.inventory.revisions import register as revisions
from workflows.inventory.suppliers import registration as suppliers
from workflows.inventory.tool_uses import guarding as tool_use_guard
from workflows.inventory.tool_uses import register as tool_uses
from workflows.inventory.tool_uses import words as tool_use_words
from workflows.inventory.wizard import words as wizard_words
from workflows.people import hooks as people_hooks

__all__ = ["register"]

_SAID = (
    *(actions, words, agent_words, candidate_words, change_words, component_words),
    *(envelope_words, tool_use_words, wizard_words, register_actions, register_words),
)
"""Imported so that every action and sentence of the column is registered."""

_REGISTERS = (
    components,
    tool_uses,
    agents,
    candidates,
    changes,
    change_needs,
    envelopes,
    revisions,
    resources,
    datasets,
    suppliers,
    obligations,
)
"""Imported so that every register of the column is declared, in the order in which they are listed."""


def register() -> None:
    """Tells approvals and evidence who sees a system with all that belongs to it, and listens to moved units."""
    access.register_visibility(visibility.may_see)
    evidence_access.register_visibility(visibility.may_see)
    obligations.listen()
    tool_use_guard.register()
    people_hooks.on_unit_moved(editing.unit_moved)
    people_hooks.on_leaving(leaving.KIND, leaving.owned_systems, leaving.hand_over_system)
