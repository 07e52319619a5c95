"""Puts the columns together: the only module that imports them all, called once when the application starts."""

from __future__ import annotations

from workflows.approvals import access
from workflows.approvals import registration as approvals
from workflows.approvals.evidence import access as evidence_access
from workflows.inventory import visibility
from workflows.lifecycle import registration as lifecycle


def assemble() -> None:
    """Registers what climbs, so that web, commands and jobs agree; calling it again changes nothing."""
    approvals.register()
    lifecycle.register()
    access.register_visibility(visibility.may_see)
    evidence_access.register_visibility(visibility.may_see)
