"""What incidents write into the record."""

from __future__ import annotations

from workflows.record.actions import register

STARTED = register("legal-clock:started", "{actor} started legal clocks of {about}: {cases}")
RESTARTED = register(
    "legal-clock:moved", "{actor} moved legal clocks of {about} to another awareness: {cases}"
)
STOPPED = register("legal-clock:stopped", "{actor} stopped the legal clock {case} of {about}: {stop}")
OVERDUE = register("legal-clock:overdue", "{actor} noted that the legal clock {case} of {about} is over")
