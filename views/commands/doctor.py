"""`flask --app wsgi doctor`: looks at everything that must hold and says in one line each what does not."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from views.health import newest_revision
from workflows.ground import heartbeats, readiness
from workflows.ground.transaction import reading
from workflows.people.queries import setup_finished
from workflows.record import enforcement
from workflows.record.durability import commits_are_durable

LITTLE_SPACE = 1024**3


@dataclass(frozen=True)
class Line:
    """One finding: `fault` stops the command with 1, `warning` only says so."""

    mark: str
    text: str


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Checks database, migrations, evidence store, record, keys and disk; exits with 1 when something is wrong."""
    lines = list(_look())
    for line in lines:
        print(f"{line.mark:8} {line.text}")
    if any(line.mark == "fault" for line in lines):
        raise SystemExit(1)


def _look() -> Iterator[Line]:
    missing = readiness.faults(newest_revision())
    for name in ("database", "migrations", "evidence store"):
        if name in missing:
            yield Line("fault", f"The {name} is not ready.")
        else:
            yield Line("ok", f"The {name} is ready.")
    if {"database", "migrations"} & set(missing):
        return
    yield from _look_at_record()
    if not setup_finished():
        yield Line("warning", "The organisation is not set up yet: open /setup with the code in the log.")
    yield from _look_at_clock()
    yield from _look_at_files()


def _look_at_record() -> Iterator[Line]:
    found = enforcement.look(reading())
    for table in found.triggers_missing:
        yield Line("fault", f"The table {table} has lost the triggers that keep its rows.")
    if found.may_lift:
        yield Line(
            "warning",
            "Append-only is not enforced against the running account: it owns the tables and could lift the triggers. "
            "On PostgreSQL give COUNTERSIGN_MIGRATION_URL an owner account of its own.",
        )
    else:
        yield Line("ok", "Append-only is enforced against the running account.")
    if commits_are_durable(reading()):
        yield Line("ok", "A commit survives a power cut.")
    else:
        yield Line("fault", "Commits may be lost in a power cut: turn synchronous_commit and fsync on.")
    reading().rollback()


def _look_at_clock() -> Iterator[Line]:
    """A late or failing sweep is a fault; a clock that was never started is only said."""
    alarms = [beat for beat in heartbeats.beats() if beat.alarms]
    if not alarms:
        yield Line("ok", "Every sweep of the clock ran in time.")
    elif all(beat.code == "never" for beat in alarms) and not any(beat.ok_at for beat in heartbeats.beats()):
        yield Line("warning", "The clock never ran: start `flask --app wsgi jobs run` beside the server.")
    else:
        for beat in alarms:
            last = beat.ok_at.isoformat(timespec="seconds") if beat.ok_at else "never"
            yield Line("fault", f"The sweep {beat.sweep} is {beat.code}; its last good run: {last}.")


def _look_at_files() -> Iterator[Line]:
    folder = Path(current_app.instance_path)
    key = folder / "secret.key"
    if key.exists() and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Line("fault", "Others may read secret.key; give it mode 0600.")
    free = shutil.disk_usage(folder).free
    if free < LITTLE_SPACE:
        yield Line("warning", f"Only {free // 1024**2} MiB are free where the instance folder lies.")
    else:
        yield Line("ok", f"{free // 1024**3} GiB are free where the instance folder lies.")


commands = (doctor,)
