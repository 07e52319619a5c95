"""Several clock processes: each due thing happens once, and a killed or frozen leader is replaced and fenced off."""

from __future__ import annotations

import os
import signal
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from models.approval_request import ApprovalRequest
from models.base import db
from models.job_lease import JobHeartbeat
from models.record_entry import RecordEntry
from tests.fixtures.clocks import PROMISED, Start, done, leader, make_due, now, token, wait_until
from tests.fixtures.company import Company
from workflows.ground.transaction import reading, transaction
from workflows.record.verify import verify

pytestmark = pytest.mark.postgres
BUSY_MACHINE = 4 * PROMISED
"""What is asserted: the promise holds on an idle machine, a machine full of tests is slower."""


def overdue_requests(company: Company, number: int) -> None:
    """Drafts whose time is over."""
    for n in range(number):
        version = company.system(f"System {n}")
        company.classify(version, "limited")
        company.open(version, "design")
    with transaction() as tx:
        tx.execute(update(ApprovalRequest).values(expires_at=ApprovalRequest.opened_at))
    db.session.remove()


def check_each_once(things: int, requests: int) -> None:
    """Every thing and every request was handled, once."""
    keys = [what for what, _ in done("did")]
    assert len(keys) == len(set(keys)) == things
    session = reading()
    session.rollback()
    ended = session.scalars(
        select(func.count()).select_from(RecordEntry).where(RecordEntry.action == "request:expired")
    ).one()
    assert ended == requests
    assert verify().verdict == "consistent"


def test_s57_four_clocks_that_sweep_at_the_same_moment_do_each_due_thing_once(
    house: Flask, company: Company, start_clock: Start
) -> None:
    overdue_requests(company, 12)
    make_due(200)
    four = [start_clock("once") for _ in range(4)]
    for process in four:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.wait(timeout=120) for process in four] == [0, 0, 0, 0]
    check_each_once(200, 12)


def test_s57_of_four_clocks_one_leads_and_does_each_due_thing_once(
    house: Flask, company: Company, start_clock: Start
) -> None:
    overdue_requests(company, 6)
    make_due(100)
    four = [start_clock() for _ in range(4)]
    wait_until(lambda: len(done("did")) == 100 and len(done("pulse")) > 3)
    check_each_once(100, 6)
    assert {process.pid for process in four if done("pulse", process.pid)} == {leader()}
    for process in four:
        process.terminate()
    assert [process.wait(timeout=30) for process in four] == [0, 0, 0, 0]
    assert leader() == 0


def taken_over(gone: int, since: datetime) -> float:
    """Waits until another process has done something, and says how many seconds that took by the database's clock."""

    def others() -> list[datetime]:
        return [at for _, at in done("pulse") if at > since and leader() not in (0, gone)]

    wait_until(others)
    seconds = (min(others()) - since).total_seconds()
    print(f"taken over after {seconds:.2f} s")
    assert seconds < BUSY_MACHINE
    return seconds


def test_s58_a_killed_leader_is_replaced(house: Flask, start_clock: Start) -> None:
    make_due(60)
    for _ in range(2):
        start_clock(slowly=0.1)
    wait_until(lambda: len(done("did")) > 3 and done("pulse"))
    first = leader()
    os.kill(first, signal.SIGKILL)
    taken_over(first, now())
    wait_until(lambda: len(done("did")) == 60)
    check_each_once(60, 0)


def test_s58_a_frozen_leader_is_replaced_and_the_woken_one_writes_nothing(
    house: Flask, start_clock: Start
) -> None:
    make_due(60)
    for _ in range(2):
        start_clock(slowly=0.2)
    wait_until(lambda: len(done("did")) > 3 and done("pulse"))
    first, before = leader(), token()
    os.kill(first, signal.SIGSTOP)
    frozen_at = now()
    taken_over(first, frozen_at)
    written = len(done("did", first)), len(done("pulse", first))
    second = leader()
    os.kill(first, signal.SIGCONT)
    seen = len(done("pulse"))
    wait_until(lambda: len(done("pulse")) >= seen + 3 and len(done("did")) == 60)
    assert (len(done("did", first)), len(done("pulse", first))) == written
    assert (leader(), token()) == (second, before + 1)
    check_each_once(60, 0)
    beats = reading().scalars(select(JobHeartbeat)).all()
    assert {beat.token for beat in beats} == {before + 1}
    # The woken one waits for its turn like any other.
    os.kill(second, signal.SIGKILL)
    wait_until(lambda: leader() == first)


def test_s60_a_clock_that_slept_past_many_intervals_runs_each_sweep_once_when_it_wakes(
    house: Flask, start_clock: Start
) -> None:
    process = start_clock()
    wait_until(lambda: done("pulse"))
    os.kill(process.pid, signal.SIGSTOP)
    asleep_since = now()
    wait_until(lambda: (now() - asleep_since).total_seconds() > 6)
    make_due(5)
    woken_at = now()
    os.kill(process.pid, signal.SIGCONT)
    wait_until(lambda: len([at for _, at in done("pulse") if at > woken_at]) >= 3 and len(done("did")) == 5)
    late = [at for _, at in done("pulse") if at > woken_at]
    # Six runs were missed: they are not made up for in a burst.
    assert (late[2] - late[0]).total_seconds() > 1.0
    check_each_once(5, 0)
