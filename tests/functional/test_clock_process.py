"""The timetable and its commands: every sweep beats, a failing one says so, and foreign names do no harm."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from jobs import command
from jobs.performing import perform
from jobs.runner import Runner
from jobs.sweeps import SWEEPS, Sweep
from models.base import db
from models.job_lease import JobHeartbeat, JobLease
from workflows.ground import clock, heartbeats, leases
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import reading, transaction


def broken(_limit: int) -> Swept:
    """A sweep that fails as a whole."""
    raise RuntimeError("what it quotes stays in the log")


def beat(name: str) -> heartbeats.Beat:
    """The heartbeat of one sweep as the health page shows it."""
    reading().rollback()
    return next(beat for beat in heartbeats.beats() if beat.sweep == name)


@pytest.mark.both_databases
def test_running_once_prints_a_table_and_leaves_a_heartbeat_of_every_sweep(house: Flask) -> None:
    result = house.test_cli_runner().invoke(args=["jobs", "run", "--once"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split()[0] for line in lines] == ["sweep", *(sweep.name for sweep in SWEEPS)]
    assert {found.code for found in heartbeats.beats()} == {"fresh"}


def test_one_sweep_can_be_named_and_an_unknown_name_is_refused(house: Flask) -> None:
    run = house.test_cli_runner()
    assert run.invoke(args=["jobs", "run", "--once", "expiry"]).exit_code == 0
    assert beat("expiry").code == "fresh"
    assert beat("tidying").code == "never"
    refused = run.invoke(args=["jobs", "run", "--once", "magic"])
    assert refused.exit_code == 2
    assert "There is no sweep magic" in refused.output


def test_a_sweep_that_fails_as_a_whole_ends_the_command_with_one_and_keeps_its_last_good_run(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform(Sweep("expiry", 60, lambda _limit: Swept(3)))
    good = beat("expiry")
    monkeypatch.setattr(
        command, "SWEEPS", (Sweep("expiry", 60, broken), Sweep("tidying", 60, lambda _: Swept(1)))
    )
    result = house.test_cli_runner().invoke(args=["jobs", "run", "--once"])
    assert result.exit_code == 1
    assert "tidying               1       0" in result.output
    bad = beat("expiry")
    assert (bad.code, bad.error, bad.ok_at) == ("failing", "RuntimeError", good.ok_at)


@pytest.mark.both_databases
def test_s58_a_heartbeat_older_than_two_intervals_is_late(house: Flask) -> None:
    perform(Sweep("expiry", 60, lambda _limit: Swept()))
    with clock.set_back(timedelta(seconds=115)):
        assert beat("expiry").code == "fresh"
    with clock.set_back(timedelta(seconds=125)):
        assert beat("expiry").code == "late"
        assert beat("expiry").alarms


@pytest.mark.both_databases
def test_s61_a_stored_sweep_that_this_release_does_not_know_survives_and_stops_nothing(house: Flask) -> None:
    with transaction() as tx:
        tx.add(JobHeartbeat(sweep="of_next_release", every_seconds=5, started_at=clock.now(tx)))
    result = house.test_cli_runner().invoke(args=["jobs", "run", "--once"])
    assert result.exit_code == 0, result.output
    with clock.set_back(timedelta(days=1)):
        strange = beat("of_next_release")
    assert (strange.code, strange.alarms) == ("unknown", False)
    listed = house.test_cli_runner().invoke(args=["jobs", "list"])
    assert "of_next_release" in listed.output
    assert "unknown" in listed.output


def led(app: Flask, runner: Runner, until: object) -> None:
    """Runs the clock in a thread until `until()` is true, then stops it as a signal does."""
    thread = threading.Thread(target=runner.run, daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not until() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.05)
    runner.stop()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert until()  # type: ignore[operator]


@pytest.mark.both_databases
def test_the_clock_calls_every_sweep_at_its_interval_and_gives_the_lease_back_when_it_stops(
    house: Flask,
) -> None:
    ran: dict[str, int] = {"good": 0, "bad": 0}

    def good(_limit: int) -> Swept:
        ran["good"] += 1
        return Swept(1)

    def bad(_limit: int) -> Swept:
        ran["bad"] += 1
        raise RuntimeError

    sweeps = (Sweep("bad", 1, bad), Sweep("good", 1, good))
    led(house, Runner(house, sweeps), lambda: ran["good"] >= 2 and ran["bad"] >= 2)
    lease = reading().scalars(select(JobLease)).one()
    assert lease.until_at <= clock.now(reading())
    assert leases.take("clock", "next") is not None
    rows = {row.sweep: row for row in reading().scalars(select(JobHeartbeat))}
    assert (rows["good"].handled, rows["good"].token, rows["bad"].error) == (1, 1, "RuntimeError")


def test_a_lost_database_is_waited_for(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real, failures = leases.take, [0]

    def away(name: str, holder: str) -> object:
        if failures[0] < 2:
            failures[0] += 1
            raise OSError("no database")
        return real(name, holder)

    monkeypatch.setattr(leases, "take", away)
    ran = threading.Event()
    sweep = Sweep("good", 60, lambda _limit: Swept(int(ran.set() is None)))
    led(house, Runner(house, (sweep,)), ran.is_set)
    assert failures == [2]
    db.session.remove()
