"""The states of a list of systems in use; the only place that sets them: preview → applied, or dropped."""

from __future__ import annotations

from datetime import datetime

from models.register_batch import RegisterBatch

PREVIEW = "preview"


def applied(batch: RegisterBatch, now: datetime) -> None:
    """Every row became a system."""
    batch.status, batch.applied_at = "applied", now


def dropped(batch: RegisterBatch) -> None:
    """Nothing was made of it."""
    batch.status = "dropped"
