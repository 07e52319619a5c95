"""Whom somebody means to ask to stand in, and what both should know before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.approvals.lent_seats import warnings_of
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.inventory.persons import resolve
from workflows.people.delegating.warning import Warned


@dataclass(frozen=True)
class Preview:
    """The delegate that a typed name means, and every warning."""

    delegate_id: int
    name: str
    warnings: tuple[Warned, ...]


def preview(
    delegator_id: int,
    typed: str,
    days: tuple[date | None, date | None],
    roles: tuple[str, ...],
    gates: tuple[str, ...],
) -> Preview:
    """What asking that person would mean; raises Refused as asking would, beside the field."""
    delegate = resolve(reading(), typed, "delegate", clock.glance())
    found = warnings_of(delegator_id, delegate.person_id, *days, roles, gates)
    return Preview(delegate.person_id, delegate.name, found)
