"""A suspension that nobody confirms, or that lasts too long, is told and stands; only people end it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.approval_request import ApprovalRequest
from models.record_entry import RecordEntry
from models.suspension import Suspension
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.deadlines import DAY, facts, leave, names
from tests.fixtures.review import browse
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.suspending import Suspend, Suspended, purpose, suspend_version
from workflows.lifecycle.suspension_watch import sweep
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases

LONGEST = {"minimal": 180, "limited": 120, "high": 90}


@pytest.fixture
def running(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "monitoring")
    return version


@pytest.fixture
def stopped(company: Company, running: str) -> Suspended:
    proof = prove(company["olu"], PASSWORD, purpose(running))
    return suspend_version(company["olu"], Suspend(running, "It refuses everybody", proof=proof))


def stop_of(found: Suspended) -> Suspension:
    reading().rollback()
    reading().expire_all()
    return reading().get_one(Suspension, key_of("SUS", found.ref))


def set_due(found: Suspended, **values: object) -> None:
    with transaction() as tx:
        which = ApprovalRequest.id == key_of("REQ", found.confirmation_ref)
        tx.execute(update(ApprovalRequest).where(which).values(**values))


def entries(action: str) -> list[RecordEntry]:
    reading().rollback()
    return list(reading().scalars(select(RecordEntry).where(RecordEntry.action == action)))


def test_a_confirmation_that_is_not_due_yet_is_left_alone(stopped: Suspended) -> None:
    assert sweep().handled == 0
    assert facts("suspension:unconfirmed") == []


def test_an_overdue_confirmation_is_told_once_and_the_stop_stands(
    company: Company, running: str, stopped: Suspended
) -> None:
    set_due(stopped, due_at=clock.glance() - DAY)
    assert sweep().handled == 1
    assert sweep().handled == 0
    (fact,) = facts("suspension:unconfirmed")
    assert names(company, fact) == {"tom", "carla"}
    (entry,) = entries("suspension:unconfirmed:escalated")
    assert entry.actor_kind == "clock"
    assert json.loads(entry.body)["changes"]["suspension"] == [None, stopped.ref]
    assert company.version(running).suspension_id is not None
    assert company.request(stopped.confirmation_ref).status == "in_review"


@pytest.mark.parametrize("status", ["rejected", "expired"])
def test_a_confirmation_that_failed_is_told_at_once(
    company: Company, running: str, stopped: Suspended, status: str
) -> None:
    set_due(stopped, status=status)
    sweep()
    assert len(facts("suspension:unconfirmed")) == 1
    assert company.version(running).suspension_id is not None


def test_a_confirmed_stop_is_not_told_as_unconfirmed(company: Company, stopped: Suspended) -> None:
    company.sign(stopped.confirmation_ref, "carla", "committee_chair")
    assert stop_of(stopped).confirmed_at is not None
    sweep()
    assert facts("suspension:unconfirmed") == []


def test_the_longest_suspension_comes_from_the_resumption_policy(stopped: Suspended) -> None:
    stop = stop_of(stopped)
    assert stop.longest_until is not None
    assert stop.longest_until - stop.suspended_at == timedelta(days=LONGEST["limited"])


def test_a_stop_that_lasts_too_long_goes_to_chair_and_top_management_once_and_is_never_lifted(
    company: Company, running: str, stopped: Suspended
) -> None:
    company.sign(stopped.confirmation_ref, "carla", "committee_chair")
    with clock.set_back(timedelta(days=LONGEST["limited"], minutes=1)):
        assert sweep().handled == 1
        assert sweep().handled == 0
    (fact,) = facts("suspension:too_long")
    assert names(company, fact) == {"carla", "greta"}
    assert len(entries("suspension:length:escalated")) == 1
    stop = stop_of(stopped)
    assert stop.ended_at is None
    assert company.version(running).suspension_id == stop.id


def test_the_next_active_level_hears_of_it_when_the_chair_has_left(
    company: Company, stopped: Suspended
) -> None:
    leave(company, "carla")
    set_due(stopped, due_at=clock.glance() - DAY)
    sweep()
    assert names(company, facts("suspension:unconfirmed")[0]) == {"tom", "greta"}


def test_the_page_of_a_stop_says_until_when_it_may_last_and_that_time_lifts_nothing(
    company: Company, stopped: Suspended
) -> None:
    client = browse(company, "olu")
    assert "time never lifts a stop" in client.get(f"/suspensions/{stopped.ref}").text
    with transaction() as tx:
        tx.execute(update(Suspension).values(longest_until=clock.glance() - DAY))
    assert "chair and top management were told" in client.get(f"/suspensions/{stopped.ref}").text
