"""What the record can say happened to a version beyond its requests."""

from __future__ import annotations

from workflows.record.actions import register

register("version:suspended", "{actor} suspended {about} ({suspension})")
