"""Puts the columns together: the only module that imports them all, called once when the application starts."""

from __future__ import annotations

from workflows.approvals import registration as approvals
from workflows.approvals import starter
from workflows.assurance import registration as assurance
from workflows.inventory import registration as inventory
from workflows.lifecycle import registration as lifecycle
from workflows.notices import registration as notices


def assemble() -> None:
    """Registers what climbs, so that web, commands and jobs agree; calling it again changes nothing."""
    starter.register()
    approvals.register()
    inventory.register()
    lifecycle.register()
    assurance.register()
    notices.register()
