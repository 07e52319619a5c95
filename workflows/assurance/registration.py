"""Registers what assurance gives to the columns below it: its registers, their needs, and who approves records."""

from __future__ import annotations

from workflows.assurance.approving import registration as approving
from workflows.assurance.cards import registration as cards
from workflows.assurance.concerns import registration as concerns
from workflows.assurance.evaluations import registration as evaluations
from workflows.assurance.event_logs import registration as event_logs
from workflows.assurance.impact import registration as impact
from workflows.assurance.incidents import registration as incidents
from workflows.assurance.monitoring import registration as monitoring
from workflows.assurance.oversight import registration as oversight
from workflows.assurance.risks import registration as risks
from workflows.assurance.technical_file import registration as technical_file
from workflows.assurance.transparency import registration as transparency

__all__ = ["register"]

_RUNNING = (monitoring, incidents, concerns)
_REGISTERS = (
    risks,
    impact,
    evaluations,
    technical_file,
    transparency,
    oversight,
    event_logs,
    cards,
    *_RUNNING,
)
"""Imported so that every register of the column is declared, in the order in which they are listed."""


def register() -> None:
    """Makes requests about records known, and listens to what happens to records."""
    approving.register()
