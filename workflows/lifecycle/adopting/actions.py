"""What an import of systems in use writes into the record, beside the entries of its systems."""

from __future__ import annotations

from workflows.record.actions import register

READ = register("adoption-import:read", "{actor} read a list of {count} systems in use")
DROPPED = register("adoption-import:dropped", "{actor} dropped a list of {count} systems in use")
APPLIED = register("adoption-import:applied", "{actor} registered {count} systems in use from a list")
