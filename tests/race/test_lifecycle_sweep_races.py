"""Sweeps of the lifecycle at once: one renewal, one review, one message each, whoever else acts meanwhile."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from models.approval_request import ApprovalRequest
from models.suspension import Suspension
from models.system_version import SystemVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.deadlines import DAY, facts
from tests.fixtures.racing import losers, race
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle import renewing, suspension_watch
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.lifecycle.suspending import Suspend, purpose, suspend_version
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases


@pytest.fixture
def running(company: Company) -> str:
    """A version whose approval lapsed long ago."""
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "monitoring")
    lapsed = clock.glance().date() - timedelta(days=40)
    with transaction() as tx:
        which = SystemVersion.id == key_of("VER", version)
        tx.execute(update(SystemVersion).where(which).values(cleared_until=lapsed))
    return version


def count(gate: str) -> int:
    reading().rollback()
    wanted = select(func.count()).select_from(ApprovalRequest).where(ApprovalRequest.gate == gate)
    return int(reading().scalar(wanted) or 0)


def test_four_sweeps_and_a_team_open_one_renewal_and_one_review(
    house: Flask, company: Company, running: str
) -> None:
    team = partial(open_gate, company["ana"], OpenGate(running, "renewal"))
    results = race(house, [renewing.sweep, renewing.sweep, team, renewing.sweep, renewing.sweep])
    assert all(isinstance(error, Refused) for error in losers(results)), losers(results)
    renewing.sweep()
    assert count("renewal") == 1
    assert count("suspension_review") == 1
    assert len(facts("suspension:review_opened")) == 1
    assert verify().verdict == "consistent"


def test_a_review_and_a_stop_at_the_same_instant_leave_no_review_open(
    house: Flask, company: Company, running: str
) -> None:
    proof = prove(company["olu"], PASSWORD, purpose(running))
    act = partial(suspend_version, company["olu"], Suspend(running, "It refuses everybody", proof=proof))
    results = race(house, [renewing.sweep, act, renewing.sweep])
    assert all(isinstance(error, Refused) for error in losers(results)), losers(results)
    renewing.sweep()
    reading().rollback()
    review = ApprovalRequest.kind == "suspension_review"
    statuses = set(reading().scalars(select(ApprovalRequest.status).where(review)))
    assert company.version(running).suspension_id is not None
    assert statuses <= {"superseded"}


def test_four_watches_tell_an_unconfirmed_stop_once(house: Flask, company: Company, running: str) -> None:
    proof = prove(company["olu"], PASSWORD, purpose(running))
    stopped = suspend_version(company["olu"], Suspend(running, "It refuses everybody", proof=proof))
    with transaction() as tx:
        which = ApprovalRequest.id == key_of("REQ", stopped.confirmation_ref)
        tx.execute(update(ApprovalRequest).where(which).values(due_at=clock.glance() - DAY))
        tx.execute(update(Suspension).values(longest_until=clock.glance() - DAY))
    assert not losers(race(house, [suspension_watch.sweep] * 4))
    suspension_watch.sweep()
    assert len(facts("suspension:unconfirmed")) == len(facts("suspension:too_long")) == 1
    assert verify().verdict == "consistent"
