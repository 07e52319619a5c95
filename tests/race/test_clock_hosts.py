"""Two hosts that meet in the database only: a leader whose cable is cut is replaced, and writes nothing afterwards."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from tests.fixtures.clocks import PROMISED, Start, done, leader, make_due, now, token, wait_until
from tests.fixtures.hosts import Host

pytestmark = pytest.mark.postgres


def test_s57_a_leader_that_is_cut_off_is_replaced_and_writes_nothing_when_it_is_back(
    house: Flask, start_clock: Start, two_hosts: list[Host], database_url: str
) -> None:
    database = make_url(database_url).database or ""
    make_due(60)
    by_pid = {}
    for host in two_hosts:
        process = start_clock(slowly=0.2, prefix=host.prefix, DATABASE_URL=host.url(database))
        by_pid[process.pid] = host
    wait_until(lambda: len(done("did")) > 3 and done("pulse"))
    first, before = leader(), token()
    by_pid[first].unplug()
    cut_at = now()
    wait_until(lambda: leader() not in (0, first) and done("pulse", leader()))
    second = leader()
    seconds = (done("pulse", second)[0][1] - cut_at).total_seconds()
    print(f"taken over after {seconds:.2f} s")
    written = len(done("did", first)), len(done("pulse", first))
    by_pid[first].plug_in()
    seen = len(done("pulse"))
    wait_until(lambda: len(done("did")) == 60 and len(done("pulse")) >= seen + 8)
    assert (len(done("did", first)), len(done("pulse", first))) == written
    assert (leader(), token()) == (second, before + 1)
    assert seconds < 4 * PROMISED
    keys = [what for what, _ in done("did")]
    assert len(keys) == len(set(keys)) == 60
