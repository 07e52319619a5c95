"""Reads what waits for one person in the registers, for Home."""

from __future__ import annotations

from typing import Any

from workflows.ground.transaction import reading
from workflows.inventory.registers.turning import Turn, turns_for

MOST = 50


def my_turns(person: Any) -> tuple[Turn, ...]:
    """The turns of whoever is signed in, the most urgent first, in one statement."""
    return tuple(turns_for(reading(), person, MOST))
