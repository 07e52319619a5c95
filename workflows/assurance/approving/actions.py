"""What asking for the approval of a record writes into the record."""

from __future__ import annotations

from workflows.record.actions import register

ASKED = register("register-record:approval:asked", "{actor} put {about} forward for approval with {request}")
