"""An installation of an earlier release takes over the starter policies that came since, once and in one entry."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.policy import Policy
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from tests.fixtures.racing import losers, race
from workflows.approvals import starter
from workflows.approvals.adopting import adopt_missing
from workflows.approvals.policies.vocabulary import POLICY_PAIRS
from workflows.ground import clock
from workflows.ground.actor import SYSTEM
from workflows.ground.transaction import reading, transaction
from workflows.people.setup import SetUp, establish

pytestmark = pytest.mark.both_databases

LATER = {"suspension_review", "emergency_review"}
ALL = len(POLICY_PAIRS)


@pytest.fixture
def old_house(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A house that was set up when the starter had no reviews yet."""
    early = {key: text for key, text in starter.starter_bodies().items() if key[0] not in LATER}
    with monkeypatch.context() as then, transaction() as tx:
        then.setattr(starter, "starter_bodies", lambda **_size: early)
        establish(
            tx, clock.now(tx), SetUp("", "Admin", "admin@halm.example", "Halm Group", "Europe/Berlin"), "no"
        )
    return house


def adopted() -> list[RecordEntry]:
    reading().rollback()
    return list(reading().scalars(select(RecordEntry).where(RecordEntry.action == "policies:adopted")))


def test_the_command_adopts_what_is_missing_in_one_entry_and_nothing_the_second_time(
    old_house: Flask,
) -> None:
    run = old_house.test_cli_runner()
    first = run.invoke(args=["policies", "adopt"])
    assert first.exit_code == 0
    assert first.output.count("Adopted ") == 6
    assert "Adopted suspension_review/high." in first.output
    assert reading().scalar(select(func.count()).select_from(PolicyVersion)) == ALL
    (entry,) = adopted()
    digests = json.loads(entry.body)["changes"]["adopted"][1]
    assert {name.split("/")[0] for name in digests} == LATER
    assert run.invoke(args=["policies", "adopt"]).output == "Every starter policy is there already.\n"
    assert len(adopted()) == 1


def test_a_policy_that_exists_is_never_changed(old_house: Flask) -> None:
    before = dict(reading().execute(select(PolicyVersion.id, PolicyVersion.digest)).all())
    adopt_missing(SYSTEM)
    reading().rollback()
    after = dict(reading().execute(select(PolicyVersion.id, PolicyVersion.digest)).all())
    assert before.items() <= after.items()


def test_before_set_up_there_is_nothing_to_adopt_into(house: Flask) -> None:
    answer = house.test_cli_runner().invoke(args=["policies", "adopt"])
    assert answer.exit_code == 1
    assert "set up" in answer.output
    assert reading().scalar(select(func.count()).select_from(Policy)) == 0


def test_two_adoptions_at_once_adopt_once(old_house: Flask) -> None:
    results = race(old_house, [lambda: adopt_missing(SYSTEM)] * 2)
    assert not losers(results)
    assert sorted(len(one) for one in results) == [0, 6]
    assert len(adopted()) == 1
