"""Which period, gate and tier the figures are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_TIERS

PERIODS = (3, 6, 12, 24)
"""Months that can be looked back."""

USUAL = 12


@dataclass(frozen=True)
class Wanted:
    """What the reader looks at; an empty gate or tier means all."""

    months: int = USUAL
    gate: str = ""
    tier: str = ""

    def query(self) -> str:
        """The address part that leads here again."""
        given = {"months": self.months if self.months != USUAL else "", "gate": self.gate, "tier": self.tier}
        return urlencode({name: value for name, value in given.items() if value})


def known(wanted: Wanted) -> Wanted:
    """The same with everything nobody knows taken as not given."""
    return replace(
        wanted,
        months=wanted.months if wanted.months in PERIODS else USUAL,
        gate=wanted.gate if wanted.gate in POLICY_GATES else "",
        tier=wanted.tier if wanted.tier in POLICY_TIERS else "",
    )
