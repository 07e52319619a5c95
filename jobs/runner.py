"""The clock process: waits for the lease, runs the timetable while it leads, and ends only when it is told to."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Sequence

import structlog
from flask import Flask

from jobs.performing import perform
from jobs.schedule import Schedule
from jobs.sweeps import Sweep
from workflows.ground import leases
from workflows.ground.fencing import Fence, Fenced, under
from workflows.ground.refused import Refused

LEASE = "clock"
WAIT_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 5.0

log = structlog.get_logger("countersign.jobs")


def holder_name() -> str:
    """Host and process, and something that no second process on any host has."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"


class Runner:
    """One clock process; any number of them may run on any number of hosts, and one of them leads."""

    def __init__(self, app: Flask, sweeps: Sequence[Sweep]) -> None:
        self._app = app
        self._sweeps = sweeps
        self._holder = holder_name()
        self._stopped = threading.Event()
        self._fence: Fence | None = None
        self._schedule: Schedule | None = None
        self._held_at = 0.0

    def stop(self) -> None:
        """Asks the process to end; may be called from a signal handler."""
        self._stopped.set()

    def run(self) -> None:
        """Leads whenever it can, until `stop`; a database that is away is waited for."""
        log.info("clock_started", holder=self._holder, sweeps=[sweep.name for sweep in self._sweeps])
        pause = 0.0
        while not self._stopped.wait(pause):
            try:
                with self._app.app_context():
                    self._step()
                pause = leases.RENEW_SECONDS if self._fence else WAIT_SECONDS
            except Exception as error:
                pause = min(LONGEST_BACKOFF_SECONDS, 2 * max(pause, WAIT_SECONDS))
                log.error("clock_has_no_database", again_in=pause, exc_info=not isinstance(error, Refused))
            if self._fence and not self._leads(self._fence):
                self._stand_down("lease ran out")
        self._leave()

    def _step(self) -> None:
        """Holds the lease for another while, or tries to get it."""
        asked_at = time.monotonic()
        if self._fence is None:
            self._fence = leases.take(LEASE, self._holder)
            if self._fence:
                self._held_at = asked_at
                self._lead(self._fence)
        elif leases.renew(self._fence):
            self._held_at = asked_at
            if self._schedule:
                self._schedule.keep_up()
        else:
            self._stand_down("another process leads")

    def _leads(self, fence: Fence) -> bool:
        """Whether the lease can still be ours, without asking the database."""
        return self._fence == fence and time.monotonic() - self._held_at < leases.LASTS.total_seconds()

    def _lead(self, fence: Fence) -> None:
        log.info("clock_leads", holder=self._holder, token=fence.token)
        self._schedule = Schedule(self._sweeps, lambda sweep: self._perform(sweep, fence))
        self._schedule.start()

    def _stand_down(self, why: str, wait: bool = False) -> None:
        log.info("clock_stands_down", holder=self._holder, why=why)
        self._fence = None
        if self._schedule:
            self._schedule.stop(wait)
        self._schedule = None

    def _perform(self, sweep: Sweep, fence: Fence) -> None:
        """One run in a thread of the schedule."""

        def is_over() -> bool:
            return self._stopped.is_set() or not self._leads(fence)

        if is_over():
            return
        with self._app.app_context(), under(fence, is_over):
            try:
                perform(sweep)
            except Fenced:
                log.info("sweep_fenced_off", sweep=sweep.name, token=fence.token)
            except Exception as error:
                log.error("sweep_unwritten", sweep=sweep.name, exc_info=not isinstance(error, Refused))

    def _leave(self) -> None:
        """Ends what runs at the next item and gives the lease back, so that another process leads at once."""
        fence = self._fence
        if fence:
            self._finish(fence)
        log.info("clock_stopped", holder=self._holder)

    def _finish(self, fence: Fence) -> None:
        if self._schedule:
            self._schedule.stop(wait=True)
        self._schedule, self._fence = None, None
        try:
            with self._app.app_context():
                leases.release(fence)
        except Refused:
            # It runs out by itself.
            log.info("lease_not_released", token=fence.token)
