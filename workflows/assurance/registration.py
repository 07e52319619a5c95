"""Registers what assurance gives to the columns below it: its registers, their needs, and who approves records."""

from __future__ import annotations

from workflows.assurance.approving import registration as approving
from workflows.assurance.risks import registration as risks

__all__ = ["register"]

_REGISTERS = (risks,)
"""Imported so that every register of the column is declared, in the order in which they are listed."""


def register() -> None:
    """Makes requests about records known, and listens to what happens to records."""
    approving.register()
