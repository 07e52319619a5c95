"""Registers the register of risks: its declaration, its needs and who accepts."""

from __future__ import annotations

from workflows.assurance.risks import acceptance as acceptance
from workflows.assurance.risks import needs as needs
from workflows.assurance.risks import register as register
from workflows.assurance.risks import words as words
from workflows.assurance.risks.flagging import risk_saved
from workflows.assurance.risks.measures import measures_due, plan_saved
from workflows.inventory.registers import hooks
from workflows.inventory.registers.daily import on_sweep

hooks.on_saved(risk_saved)
hooks.on_saved(plan_saved)
on_sweep("risk_measures", measures_due)
