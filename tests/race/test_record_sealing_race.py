"""Many acts at once make one record: no fork, no gap, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from models.base import db
from models.record_seal import RecordSeal
from tests.fixtures.record import ACTION, specimen
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, Unavailable
from workflows.ground.transaction import transaction
from workflows.record import append
from workflows.record.verify import verify

THREADS, ACTS = 8, 12


def at_once(house: Flask, work: Callable[[int], list[str]]) -> list[str]:
    """Runs `work` in eight threads that start together; gives all events that were acknowledged."""
    together = Barrier(THREADS)

    def run(number: int) -> list[str]:
        with house.app_context():
            together.wait()
            try:
                return work(number)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(THREADS) as pool:
        return [event for events in pool.map(run, range(THREADS)) for event in events]


def writer(number: int) -> list[str]:
    """Acts of one person, some with several entries; a lost race is tried again."""
    actor = Actor(ActorKind.PERSON, uuid7(), f"Person {number}", number)
    events: list[str] = []
    while len(events) < ACTS:
        try:
            with transaction() as tx:
                now = clock.now(tx)
                several = [
                    append(tx, now, actor, ACTION, about=specimen(n)) for n in range(1, 1 + number % 3)
                ]
                mine = [append(tx, now, actor, ACTION, about=specimen(number + 1)), *several]
        except (Conflict, Unavailable):
            continue
        events += mine
    return events


@pytest.mark.both_databases
def test_eight_writers_make_one_chain_without_forks_or_gaps(house: Flask) -> None:
    events = at_once(house, writer)

    report = verify()
    assert report.exit_code == 0, report.findings
    assert report.checked == len(events) == len(set(events))
    seals = db.session.execute(select(RecordSeal.n, RecordSeal.prev).order_by(RecordSeal.n)).all()
    assert [n for n, _ in seals] == list(range(1, len(events) + 1))
    assert len({prev for _, prev in seals}) == len(seals)


@pytest.mark.both_databases
def test_verification_beside_writers_is_never_disturbed(house: Flask) -> None:
    def work(number: int) -> list[str]:
        if number % 2:
            return writer(number)
        reports = [verify() for _ in range(5)]
        assert [report.findings for report in reports] == [()] * 5
        return []

    events = at_once(house, work)
    assert verify().checked == len(events)
