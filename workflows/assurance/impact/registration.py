"""Registers the assessments: their declarations, their needs and who approves them."""

from __future__ import annotations

from workflows.assurance.impact import approval as approval
from workflows.assurance.impact import assessment as assessment
from workflows.assurance.impact import needs as needs
from workflows.assurance.impact import protection as protection
from workflows.assurance.impact import rights as rights
from workflows.assurance.impact import words as words
from workflows.assurance.impact.following import assessment_saved
from workflows.inventory.registers import hooks

hooks.on_saved(assessment_saved)
