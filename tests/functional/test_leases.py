"""The lease of the clock process: one leads, a late one is fenced off, and a bad item stops no sweep."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.job_lease import JobLease, JobSlot
from workflows.ground import clock, leases
from workflows.ground.fencing import Fence, Fenced, under
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases


def taken(holder: str) -> Fence:
    """The lease, which must be free."""
    fence = leases.take("clock", holder)
    assert fence is not None
    return fence


def slots() -> list[str]:
    """Every slot that is stored."""
    reading().rollback()
    return list(reading().scalars(select(JobSlot.slot).order_by(JobSlot.id)))


def add_slot(tx: Session, slot: str) -> None:
    """Something that a sweep writes."""
    tx.add(JobSlot(job="test", slot=slot, at=clock.now(tx)))


def test_the_second_waits_until_the_first_one_gives_the_lease_back(house: Flask) -> None:
    first = taken("a")
    assert leases.take("clock", "b") is None
    assert leases.renew(first)
    leases.release(first)
    second = taken("b")
    assert second.token == first.token + 1
    assert not leases.renew(first)
    found = leases.holder_of("clock")
    assert found is not None
    assert found[0] == "b"


def test_a_lease_that_ran_out_passes_on_and_the_late_holder_cannot_give_it_back(house: Flask) -> None:
    first = taken("a")
    with clock.set_back(leases.LASTS + timedelta(milliseconds=1)):
        second = taken("b")
        leases.release(first)
        assert leases.take("clock", "c") is None
        assert leases.renew(second)


def test_a_clock_that_went_back_an_hour_leaves_nobody_without_a_leader(house: Flask) -> None:
    with clock.set_back(timedelta(hours=1)):
        first = taken("a")
    second = taken("b")
    assert second.token == first.token + 1
    assert leases.renew(second)


def test_s58_what_a_woken_leader_writes_is_refused_inside_its_own_transaction(house: Flask) -> None:
    first = taken("a")
    with under(first), transaction() as tx:
        add_slot(tx, "in time")
    leases.release(first)
    taken("b")
    with under(first), pytest.raises(Fenced), transaction() as tx:
        add_slot(tx, "too late")
    assert slots() == ["in time"]


def test_what_already_left_is_written_down_even_by_a_leader_that_was_replaced(house: Flask) -> None:
    first = taken("a")
    leases.release(first)
    taken("b")
    with under(first), transaction(fenced=False) as tx:
        add_slot(tx, "a mail that left")
    assert slots() == ["a mail that left"]


def test_a_sweep_that_is_told_to_stop_begins_no_further_item(house: Flask) -> None:
    def act(tx: Session, key: int) -> bool:
        add_slot(tx, str(key))
        return True

    with under(taken("a"), lambda: len(slots()) == 2):
        assert each("test", lambda _: [1, 2, 3, 4], act) == Swept(2)


def test_a_fenced_leader_stops_its_sweep_at_the_first_item(house: Flask) -> None:
    first = taken("a")
    leases.release(first)
    taken("b")
    tried: list[int] = []

    def act(tx: Session, key: int) -> bool:
        tried.append(key)
        add_slot(tx, str(key))
        return True

    with under(first), pytest.raises(Fenced):
        each("test", lambda _: [1, 2, 3], act)
    assert tried == [1]
    assert slots() == []


def test_one_bad_item_is_counted_and_stops_nothing(house: Flask) -> None:
    def act(tx: Session, key: int) -> bool:
        add_slot(tx, str(key))
        if key == 2:
            raise ValueError("a bad item")
        return key != 3

    assert each("test", lambda _: [1, 2, 3, 4], act) == Swept(handled=2, failed=1)
    assert slots() == ["1", "3", "4"]


def test_an_item_that_somebody_else_handled_meanwhile_is_not_due_any_more(house: Flask) -> None:
    taken("a")
    with transaction() as tx:
        row = lock_due(tx, JobLease, JobLease.name == "clock", JobLease.holder == "a")
        assert row is not None
        row.holder = "b"
    with transaction() as tx:
        assert lock_due(tx, JobLease, JobLease.name == "clock", JobLease.holder == "a") is None
