"""One run of one sweep, with its heartbeat."""

from __future__ import annotations

import structlog

from jobs.sweeps import AT_ONCE, Sweep
from workflows.ground import heartbeats
from workflows.ground.fencing import Fenced
from workflows.ground.sweeping import Swept

log = structlog.get_logger("countersign.jobs")


def perform(sweep: Sweep) -> Swept | None:
    """Runs the sweep and writes down how it went; None when it failed as a whole.

    Raises Fenced when another process leads by now, and Unavailable when the database is away: neither can be
    written down.
    """
    started = heartbeats.started()
    try:
        swept: Swept | None = sweep.run(AT_ONCE)
        error = ""
    except Fenced:
        raise
    except Exception as fault:
        # The sentence of a fault may quote a row; its kind is enough for a page, the log has the rest.
        swept, error = None, type(fault).__name__
        log.error("sweep_failed", sweep=sweep.name, exc_info=True)
    heartbeats.note(sweep.name, sweep.every_seconds, started, swept, error)
    if swept and (swept.handled or swept.failed):
        log.info("swept", sweep=sweep.name, handled=swept.handled, failed=swept.failed)
    return swept
