"""Everything of monitoring that has to be known at start."""

from __future__ import annotations

from workflows.assurance.monitoring import actions, indicators, missing, needs, plans, storing, words
from workflows.inventory.registers.daily import on_sweep
from workflows.inventory.registers.hooks import on_saved

__all__ = ["actions", "indicators", "needs", "plans", "words"]

on_saved(storing.after_save)
on_sweep("indicators", missing.sweep)
