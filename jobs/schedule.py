"""The one module that knows APScheduler: calls each sweep at its interval, from memory and in UTC.

Nothing is kept between two starts: what is due stands in the database, and the timetable stands in the code.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from jobs.sweeps import Sweep
from workflows.ground import clock

THREADS = 4
STEP_BACK_SECONDS = 2.0


class Schedule:
    """Runs `perform(sweep)` for every sweep at once and then at its interval, never twice at the same time."""

    def __init__(self, sweeps: Sequence[Sweep], perform: Callable[[Sweep], None]) -> None:
        # A skipped run of a sweep that is still busy is nothing to tell: its heartbeat shows when it lags.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._sweeps = sweeps
        self._perform = perform
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(THREADS)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._offset = _offset()

    def start(self) -> None:
        """Begins; the first runs are spread over the first seconds."""
        for number, sweep in enumerate(self._sweeps):
            self._scheduler.add_job(
                self._perform,
                "interval",
                args=(sweep,),
                id=sweep.name,
                seconds=sweep.every_seconds,
                next_run_time=clock.glance() + timedelta(milliseconds=50 * number),
            )
        self._scheduler.start()

    def keep_up(self) -> None:
        """Calls everything anew when this machine's clock was set back: the next runs would be far away."""
        offset = _offset()
        if offset < self._offset - STEP_BACK_SECONDS:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=clock.glance())
        self._offset = offset

    def stop(self, wait: bool) -> None:
        """Ends; with `wait` after the runs that have begun."""
        self._scheduler.shutdown(wait=wait)


def _offset() -> float:
    """How far the machine's clock is from the one that nobody can set."""
    return clock.glance().timestamp() - time.monotonic()
