"""What revisions write into the record."""

from __future__ import annotations

from workflows.record.actions import register

REVISED = register(
    "system-version:revised", "{actor} put {revision} of {about} into force, inside {envelope}"
)
