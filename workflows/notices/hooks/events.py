"""Which facts leave the house, and under which name other programs know them."""

from __future__ import annotations

TEST = "endpoint.tested"

EVENTS = {
    "request:submitted": "request.submitted",
    "request:turn": "request.turn_changed",
    "request:returned": "request.returned",
    "request:decided": "request.decided",
    "request:expired": "request.expired",
    "request:withdrawn": "request.withdrawn",
    "clock:due": "request.due",
    "clock:late": "request.late",
    "clock:very_late": "request.late",
    "condition:set": "condition.set",
    "condition:due_soon": "condition.due",
    "condition:met": "condition.met",
    "condition:overdue": "condition.overdue",
    "version:suspended": "version.suspended",
    "renewal:opened": "renewal.opened",
    "renewal:overdue": "renewal.overdue",
    "pass:issued": "pass.issued",
    "pass:ended": "pass.ended",
}
"""Names of facts inside and outside; a fact that is not here is told to nobody outside."""

NAMES = tuple(sorted(set(EVENTS.values())))
"""What an endpoint can choose from; choosing nothing is choosing all."""
