"""The states of a dry run; the only place that sets them: waiting → running → done, or failed."""

from __future__ import annotations

from datetime import datetime

from models.dry_run import DryRun

UNDONE = ("waiting", "running")


def went_on(run: DryRun, done: int, after_id: int, result: str) -> None:
    """So many requests were looked at, up to this one."""
    run.status = "running"
    run.done, run.after_id, run.result = done, after_id, result


def finished(run: DryRun, now: datetime) -> None:
    """All were looked at."""
    run.status = "done"
    run.ended_at = now


def failed(run: DryRun, now: datetime, why: str) -> None:
    """It could not go on; `why` is the code of a sentence."""
    run.status = "failed"
    run.ended_at, run.error = now, why[:300]
