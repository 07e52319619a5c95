"""`flask --app wsgi jobs`: the clock process, one round by hand, and what would run."""

from __future__ import annotations

import signal

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from jobs.performing import perform
from jobs.runner import Runner
from jobs.sweeps import SWEEPS, Sweep, intervals
from workflows.ground import heartbeats
from workflows.ground.refused import Refused

jobs = AppGroup("jobs", short_help="The clock: reminders, expiry, delivery and everything else that is due.")


def install(app: Flask) -> None:
    """Adds the commands, and tells the rest of the house which sweeps there are."""
    app.cli.add_command(jobs)
    heartbeats.expect(intervals())


@jobs.command("run")
@click.option("--once", is_flag=True, help="Run each sweep once, beside whatever else runs, and end.")
@click.argument("names", nargs=-1)
def run(once: bool, names: tuple[str, ...]) -> None:
    """Runs the sweeps on their timetable until it is stopped; NAMES limits it to some of them.

    Any number of these processes may run: one of them leads, and another takes over within five seconds.
    """
    chosen = _chosen(names)
    if once:
        _run_once(chosen)
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    runner = Runner(app, chosen)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: runner.stop())
    runner.run()


@jobs.command("list")
def list_sweeps() -> None:
    """Prints every sweep with its interval and its last run."""
    for beat in heartbeats.beats():
        last = beat.ok_at.isoformat(timespec="seconds") if beat.ok_at else "-"
        click.echo(f"{beat.sweep:<14} every {int(beat.every.total_seconds()):>6} s  {beat.code:<8} {last}")


def _chosen(names: tuple[str, ...]) -> tuple[Sweep, ...]:
    known = {sweep.name: sweep for sweep in SWEEPS}
    strange = [name for name in names if name not in known]
    if strange:
        raise click.UsageError(f"There is no sweep {', '.join(strange)}; there are {', '.join(known)}.")
    return tuple(known[name] for name in names) if names else SWEEPS


def _run_once(chosen: tuple[Sweep, ...]) -> None:
    """One run of each, as a table; exits with 1 when a sweep or one of its items failed."""
    click.echo(f"{'sweep':<14} {'handled':>8} {'failed':>7}")
    bad = False
    for sweep in chosen:
        try:
            swept = perform(sweep)
        except Refused:
            raise SystemExit("The database does not answer; nothing more was run.") from None
        bad = bad or swept is None or swept.failed > 0
        said = f"{swept.handled:>8} {swept.failed:>7}" if swept else f"{'-':>8} {'all':>7}"
        click.echo(f"{sweep.name:<14} {said}")
    if bad:
        raise SystemExit(1)
