"""Registers the approval of records with the engine of approvals and with the registers."""

from __future__ import annotations

from workflows.approvals import kinds
from workflows.approvals.policies.vocabulary import ABOUT_RECORDS
from workflows.assurance.approving import actions as actions
from workflows.assurance.approving import words as words
from workflows.assurance.approving.kind import RecordKind
from workflows.assurance.approving.moving import record_saved
from workflows.inventory.registers import hooks


def register() -> None:
    """Makes requests about records known, and listens to what happens to records."""
    for kind in ABOUT_RECORDS:
        kinds.register(kind, RecordKind())
    hooks.on_saved(record_saved)
