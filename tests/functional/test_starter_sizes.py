"""Set-up offers the starter policies in three sizes; what is chosen is adopted, and kept for later releases."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.organisation import Organisation
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from tests.fixtures.people import PASSWORD, fill
from workflows.approvals import starter
from workflows.approvals.adopting import adopt_missing
from workflows.ground import clock
from workflows.ground.actor import SYSTEM
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.people.setup import SetUp, establish, make_code

FACTS = {
    "name": "Adele Admin",
    "email": "adele@halm.example",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "organisation": "Halm Group",
    "zone": "Europe/Berlin",
}


def adopted(gate: str, tier: str) -> str:
    """The stored text of a policy."""
    reading().rollback()
    return str(
        reading()
        .scalars(
            select(PolicyVersion.body)
            .join(Policy, Policy.id == PolicyVersion.policy_id)
            .where(Policy.gate == gate, Policy.tier == tier)
        )
        .one()
    )


def test_the_page_offers_three_sizes_and_the_standard_one_is_chosen(
    house: Flask, client: FlaskClient
) -> None:
    text = client.get("/setup").text
    assert make_code()
    assert text.count('name="size"') == 3
    assert 'value="standard" checked' in text
    assert "Small: up to 30 staff" in text


@pytest.mark.parametrize("size", ["small", "standard", "strict"])
def test_what_is_chosen_is_adopted_and_the_entry_says_so(
    house: Flask, client: FlaskClient, size: str
) -> None:
    answer = fill(client, "/setup", code=make_code() or "", **FACTS, size=size)
    assert answer.status_code == 303
    bodies = starter.starter_bodies(size=size)
    assert adopted("deployment", "high") == bodies["deployment", "high"]
    assert json.loads(reading().scalars(select(RecordEntry)).one().body)["changes"]["size"] == [None, size]


def test_a_size_that_is_none_is_refused_beside_its_field(house: Flask, client: FlaskClient) -> None:
    answer = fill(client, "/setup", code=make_code() or "", **FACTS, size="huge")
    assert answer.status_code == 422
    assert 'id="size-error"' in answer.text
    assert reading().scalars(select(Organisation)).first() is None


@pytest.mark.both_databases
def test_a_later_release_brings_its_policies_in_the_size_that_was_chosen(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = {
        pair: text for pair, text in starter.starter_bodies(size="strict").items() if pair[0] != "rework"
    }
    command = SetUp("", "Admin", "admin@halm.example", "Halm Group", "Europe/Berlin", size="strict")
    with monkeypatch.context() as then, transaction() as tx:
        then.setattr(starter, "starter_bodies", lambda **_size: early)
        establish(tx, clock.now(tx), command, "no")
    assert set(adopt_missing(SYSTEM)) == {f"rework/{tier}" for tier in ("minimal", "limited", "high")}
    assert adopted("rework", "minimal") == starter.starter_bodies(size="strict")["rework", "minimal"]


def test_a_size_nobody_knows_sets_up_nothing(house: Flask) -> None:
    command = SetUp("", "Admin", "admin@halm.example", "Halm Group", "Europe/Berlin", size="huge")
    with pytest.raises(Refused) as refused, transaction() as tx:
        establish(tx, clock.now(tx), command, "no")
    assert refused.value.field == "size"
    assert reading().scalars(select(Organisation)).first() is None
