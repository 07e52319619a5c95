"""What the clock does about records: one sweep calls everything the registers want done, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from workflows.ground import clock
from workflows.ground.transaction import transaction

Sweep = Callable[[Session, datetime], int]

_sweeps: dict[str, Sweep] = {}
_log = structlog.get_logger("countersign")


def on_sweep(name: str, work: Sweep) -> Sweep:
    """Has `work(tx, now)` called by every sweep, in a transaction of its own; it returns how much it did."""
    _sweeps[name] = work
    return work


def sweep_registers() -> int:
    """Does everything that is due about records; one part that fails does not keep the others."""
    done = 0
    failed: Exception | None = None
    for name, work in list(_sweeps.items()):
        try:
            with transaction() as tx:
                done += work(tx, clock.now(tx))
        except Exception as error:
            _log.exception("register_sweep_failed", part=name)
            failed = failed or error
    if failed is not None:
        raise failed
    return done
