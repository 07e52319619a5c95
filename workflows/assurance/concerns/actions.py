"""What concerns write into the record; never a word of what was said."""

from __future__ import annotations

from workflows.record.actions import register

ANSWERED = register("concern:message:written", "{actor} wrote on {about}")
FROM_OUTSIDE = register("concern:message:received", "{about} has a message from whoever raised it")
