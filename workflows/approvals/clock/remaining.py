"""What is left of a request's time, as a word, a shape and numbers: pure, so that every page says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.approval_request import ApprovalRequest
from workflows.approvals.clock.running import allowance
from workflows.approvals.clock.worktime import Calendar, worked

RUNNING, LATE, STANDING = "running", "late", "standing"
SHAPES = {RUNNING: "clock", LATE: "warn", STANDING: "suspended"}


@dataclass(frozen=True)
class Remaining:
    """`seconds` are working time, left or over; `share` is the percentage of the policy's time that is used."""

    state: str
    shape: str
    seconds: int
    share: int
    since: datetime | None = None

    def params(self) -> dict[str, Any]:
        """The numbers as a sentence needs them."""
        return {"hours": self.seconds // 3600, "minutes": self.seconds % 3600 // 60, "share": self.share}


def remaining(request: ApprovalRequest, first: datetime, now: datetime, cal: Calendar) -> Remaining:
    """What is left of the time of a request that was first handed in at `first`."""
    whole = allowance(first, request.clock_days or 1, cal)
    begin = request.clock_started_at
    used = request.clock_used + (worked(begin, now, cal) if begin else 0)
    share = used * 100 // whole if whole else 0
    if begin is None:
        return Remaining(STANDING, SHAPES[STANDING], max(whole - used, 0), share, request.turn_since)
    state = LATE if request.due_at is not None and request.due_at <= now else RUNNING
    return Remaining(state, SHAPES[state], abs(whole - used), share)
