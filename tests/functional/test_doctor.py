"""The doctor says plainly what does not hold."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from flask import Flask

from jobs.performing import perform
from jobs.sweeps import SWEEPS, Sweep
from models.job_lease import JobHeartbeat
from tests.fixtures.company import Company
from workflows.ground import clock
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.usefixtures("waits_for_the_disk")


@pytest.mark.both_databases
def test_a_sound_installation_has_no_fault_and_says_that_the_owner_could_lift_the_triggers(
    app: Flask, company: Company, database_kind: str
) -> None:
    result = app.test_cli_runner().invoke(args=["doctor"])
    # The test's PostgreSQL runs without fsync, and the doctor must say so.
    assert result.exit_code == (1 if database_kind == "postgresql" else 0), result.output
    assert "Append-only is not enforced against the running account" in result.output
    assert ("Commits may be lost" in result.output) == (database_kind == "postgresql")
    assert company["ana"].name == "Ana"


def test_a_lost_trigger_is_a_fault(app: Flask, company: Company) -> None:
    connection = reading().connection().connection.driver_connection
    for name in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'signature'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name[0]}")
    connection.execute("COMMIT")
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "signature has lost the triggers" in result.output
    assert company["ana"].name == "Ana"


def test_a_key_that_others_may_read_is_a_fault(app: Flask, company: Company) -> None:
    key = os.path.join(app.instance_path, "secret.key")
    os.makedirs(app.instance_path, exist_ok=True)
    with open(key, "w", encoding="utf-8") as file:
        file.write("x" * 40)
    os.chmod(key, 0o644)
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "secret.key" in result.output
    assert company["ana"].name == "Ana"


def test_a_late_sweep_is_a_fault_and_a_clock_that_never_ran_is_said(app: Flask, company: Company) -> None:
    doctor = app.test_cli_runner()
    result = doctor.invoke(args=["doctor"])
    assert result.exit_code == 0
    assert "The clock never ran" in result.output
    for sweep in SWEEPS:
        perform(Sweep(sweep.name, sweep.every_seconds, lambda _limit: Swept()))
    assert "Every sweep of the clock ran in time." in doctor.invoke(args=["doctor"]).output
    with transaction() as tx:
        row = tx.get_one(JobHeartbeat, "expiry")
        row.ok_at = clock.now(tx) - timedelta(hours=3)
    result = doctor.invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "The sweep expiry is late" in result.output
