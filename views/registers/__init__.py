"""Pages of all registers: one set of views for whatever a register declares."""

from __future__ import annotations

from views.registers import fields, history, index, leaving, lists, show, writing
from views.registers.door import pages

__all__ = ["pages"]

_SAID = (fields, history, index, leaving, lists, show, writing)
"""Imported so that their routes are known."""
