"""What the approval of a record says when it refuses, and why a request about one ended."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "asking_open": "{request} about it is open already.",
        "asking_not_open": "No request about it is open.",
        "asking_no_level": "Nobody can approve this as it is: first its level has to be one that may be put forward.",
        "approval_stands": "It is approved for what it says now.",
        "ended_record_moved": "The record was changed so that other people have to decide, or none can; it has to be put forward again.",
    }
)
