"""What the notices column writes into the record."""

from __future__ import annotations

from workflows.record.actions import register

RETRIED = register("delivery:retried", "{actor} asked for a failed message to be sent again")
