"""The stages of a request's time: which one is reached, what it is called, and when telling it counts as late."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.approval_request import ApprovalRequest

NOBODY_CAN, REMINDER, DUE, LATE, VERY_LATE = range(5)
"""`NOBODY_CAN` is no share of the time: a seat that nobody may fill is told at once."""

EVENTS = {
    NOBODY_CAN: "seat:unreachable",
    REMINDER: "clock:reminder",
    DUE: "clock:due",
    LATE: "clock:late",
    VERY_LATE: "clock:very_late",
}

SHARES = {REMINDER: 50, DUE: 100, LATE: 150, VERY_LATE: 200}
"""Percent of the working time that the policy gives."""

EVERY = timedelta(minutes=1)
"""How often the sweep runs."""

LATE_AFTER = EVERY + timedelta(hours=1)
"""A stage told later than this after its instant is marked late: nobody was awake to tell it."""


def instants(request: ApprovalRequest) -> dict[int, datetime | None]:
    """When each stage of the running clock is reached."""
    return {
        REMINDER: request.half_at,
        DUE: request.due_at,
        LATE: request.late_at,
        VERY_LATE: request.very_late_at,
    }


def reached(request: ApprovalRequest, now: datetime) -> tuple[int, datetime] | None:
    """The latest stage whose instant has passed, with that instant; None before the first one.

    After a standstill only this one is told: whoever reads four messages at once reads none.
    """
    passed = [(stage, at) for stage, at in instants(request).items() if at is not None and at <= now]
    return max(passed) if passed else None


def is_late(at: datetime, now: datetime) -> bool:
    """Whether a stage that was reached at `at` is told late now."""
    return now - at > LATE_AFTER
