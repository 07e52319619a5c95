"""Everything of incidents that has to be known at start."""

from __future__ import annotations

from workflows.assurance.incidents import actions, feedback, needs, overdue, register, saved, words
from workflows.inventory.registers.daily import on_sweep
from workflows.inventory.registers.hooks import on_saved
from workflows.lifecycle.feedback import sources

__all__ = ["actions", "needs", "register", "words"]

on_saved(saved.after_save)
on_sweep("legal_clocks", overdue.sweep)
sources.register(feedback.SOURCE, feedback.incidents)
