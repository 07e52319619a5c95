"""The order of plan and run: only criteria that stood in the record before a run can judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from workflows.assurance.evaluations.verdicts import Limit

FIXED = "fixed"
"""The status of a plan whose criteria are agreed; a draft judges nothing."""


@dataclass(frozen=True)
class PlanState:
    """One content version of a plan: its number, when it was recorded, how it stood and what it asked."""

    number: int
    at: datetime
    day: date
    """The calendar day of `at` in the organisation's zone."""
    status: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True)
class Run:
    """When somebody says the run was, and when its first result came into the record."""

    ran_on: date | None
    recorded_at: datetime


def plan_before(states: Iterable[PlanState], run: Run) -> PlanState | None:
    """The version of the plan that judges a run: the last one fixed in the record before it, or None.

    It must have been recorded before the first result was, and not after the day of the run. A version that
    was fixed later never counts, however good its criteria are; neither does one that asks nothing.
    """
    earlier = [
        state
        for state in states
        if state.at < run.recorded_at and (run.ran_on is None or state.day <= run.ran_on)
    ]
    if not earlier:
        return None
    # The last state before the run decides: a plan taken back to draft before it judges nothing.
    last = max(earlier, key=lambda state: (state.at, state.number))
    return last if last.status == FIXED and last.limits else None
