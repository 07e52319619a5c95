"""Reads the law data for pages."""

from __future__ import annotations

from workflows.ground.transaction import reading
from workflows.inventory.law.catalogue import EU_AI_ACT
from workflows.inventory.law.effective import scheme_as_of
from workflows.inventory.law.scheme import Scheme


def scheme_now(key: str = EU_AI_ACT) -> Scheme:
    """A scheme as it stands today; raises NotFound for one that nobody uploaded."""
    return scheme_as_of(reading(), key)
