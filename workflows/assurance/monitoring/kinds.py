"""The key of the register of indicators and the status of one that has values."""

from __future__ import annotations

INDICATOR = "indicator"
LIVE = "live"
"""Status of an indicator that has values; only a value brings it there."""
