"""The committee's charter: which roles make a member, who leads, who has a veto; read from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue" / "roles.yaml"
CHAIR = "committee_chair"
LEAD = "ai_governance_lead"
VETO = frozenset({"legal_counsel", "security_ciso"})
"""Roles of the charter's item "voting and veto": a vote of theirs against a motion ends it."""


@dataclass(frozen=True)
class Charter:
    """The roles whose holders are members, in the order of the charter, and its items in words."""

    roles: tuple[str, ...]
    items: tuple[str, ...]


@cache
def charter() -> Charter:
    """The charter as the catalogue has it; raises KeyError when it names nobody."""
    content = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["committee"]
    return Charter(tuple(content["composition"]["minimum"]), tuple(content["charter_items"]))


def half(members: int) -> int:
    """How many of so many members are the half that the charter asks for; never nobody."""
    return max(1, (members + 1) // 2)
