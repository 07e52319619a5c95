"""Everything of the obligations that has to be known at start."""

from __future__ import annotations

from workflows.inventory import hooks
from workflows.inventory.obligations import looks, needs, register, words
from workflows.inventory.wizard import hooks as wizard_hooks

__all__ = ["listen", "needs", "register", "words"]


def listen() -> None:
    """Listens to classifications: they end what was asked, and ask for what they leave open."""
    hooks.on_classified(looks.classified)
    wizard_hooks.on_confirmed(looks.confirmed)
