"""When each sweep of the clock last ran and how it went: the health page, the metrics and the doctor read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.job_lease import JobHeartbeat
from workflows.ground import clock
from workflows.ground.fencing import fence
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import reading, transaction

LAGS_AFTER = 2
"""So many intervals without a good run, and a sweep is late."""

_expected: dict[str, int] = {}


@dataclass(frozen=True)
class Beat:
    """One sweep as the health page shows it.

    `code` is one of fresh, late, failing, never, unknown; unknown ones belong to another release and alarm nobody.
    """

    sweep: str
    every: timedelta
    code: str
    started_at: datetime | None = None
    ok_at: datetime | None = None
    age: timedelta | None = None
    handled: int = 0
    failed: int = 0
    error: str = ""

    @property
    def alarms(self) -> bool:
        """Whether somebody has to look at it."""
        return self.code in {"late", "failing", "never"}


def expect(sweeps: Mapping[str, int]) -> None:
    """Tells which sweeps this release has and how many seconds lie between two runs; called at start."""
    _expected.clear()
    _expected.update(sweeps)


def note(sweep: str, every: int, started_at: datetime, swept: Swept | None, error: str = "") -> None:
    """Writes down a run that has just ended; `swept` is None when it failed as a whole, for the reason in `error`."""
    held = fence()
    with transaction() as tx:
        now = clock.now(tx)
        found = {
            "every_seconds": every,
            "started_at": started_at,
            "ended_at": now,
            "handled": swept.handled if swept else 0,
            "failed": swept.failed if swept else 0,
            "error": error[:300],
            "token": held.token if held else 0,
        }
        _put(tx, sweep, found | ({"ok_at": now} if swept else {}))


def started() -> datetime:
    """The instant at which a run begins, by the database's clock."""
    session = reading()
    session.rollback()
    moment = clock.now(session)
    session.rollback()
    return moment


def beats() -> list[Beat]:
    """Every sweep that this release has or the database remembers, in the order of their names."""
    session = reading()
    rows = {row.sweep: row for row in session.scalars(select(JobHeartbeat))}
    now = clock.now(session)
    names = sorted(rows.keys() | _expected.keys())
    return [_beat(name, rows.get(name), now) for name in names]


def _beat(name: str, row: JobHeartbeat | None, now: datetime) -> Beat:
    if row is None:
        return Beat(name, timedelta(seconds=_expected[name]), "never")
    every = timedelta(seconds=_expected.get(name, row.every_seconds))
    age = now - (row.ok_at or row.started_at)
    code = "fresh"
    if name not in _expected:
        code = "unknown"
    elif age > LAGS_AFTER * every:
        code = "late"
    elif row.error or row.failed:
        code = "failing"
    return Beat(name, every, code, row.started_at, row.ok_at, age, row.handled, row.failed, row.error)


def _put(tx: Session, sweep: str, found: dict[str, object]) -> None:
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(JobHeartbeat).values(sweep=sweep, **found)
    tx.execute(statement.on_conflict_do_update(index_elements=[JobHeartbeat.sweep], set_=found))
