"""What opening and closing a card writes into the record."""

from __future__ import annotations

from workflows.record.actions import register

OPENED = register("system-card:opened", "{actor} opened {about} to everybody under the address {address}")
CLOSED = register(
    "system-card:closed", "{actor} closed the public card of {about}, which stood under {address_before}"
)
