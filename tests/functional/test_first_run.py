"""The first set-up: one code, one winner, one entry."""

from __future__ import annotations

import json
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from models.one_time_code import OneTimeCode
from models.organisation import Organisation
from models.person import Person
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from models.role import Role
from tests.fixtures.people import PASSWORD, fill
from workflows.ground.transaction import reading
from workflows.people.setup import make_code

FACTS = {
    "name": "Adele Admin",
    "email": "Adele@Halm.example",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "organisation": "Halm Group",
    "zone": "Europe/Berlin",
}


def count(model: type) -> int:
    reading().rollback()
    return reading().scalar(select(func.count()).select_from(model)) or 0


def test_until_set_up_every_page_leads_to_it_and_afterwards_it_is_gone(house: Flask, client: FlaskClient):
    for address in ("/account", "/people", "/roles", "/login"):
        answer = client.get(address)
        assert (answer.status_code, answer.location) == (303, "/setup"), address
    answer = fill(client, "/setup", code=make_code() or "", **FACTS)
    assert answer.status_code == 303
    assert client.get("/account").status_code == 200
    assert client.get("/setup").status_code == 404
    assert client.post("/setup").status_code in {403, 404}


def test_set_up_makes_one_administrator_adopts_the_starter_and_writes_one_entry(
    house: Flask, client: FlaskClient
):
    code = make_code() or ""
    # However the code was copied from the log, it is the same code.
    fill(client, "/setup", code=f" {code.lower().replace('-', ' ')} ", **FACTS)
    person = reading().scalars(select(Person)).one()
    assert (person.email, person.is_administrator, person.kind) == ("adele@halm.example", True, "employee")
    assert count(Role) == 22
    assert count(PolicyVersion) >= 30
    entry = reading().scalars(select(RecordEntry)).one()
    body = json.loads(entry.body)
    assert body["action"] == "organisation:set-up"
    adopted = body["changes"]["adopted"][1]
    assert len(adopted) == count(PolicyVersion) + 1
    assert all(len(digest) == 64 for digest in adopted.values())
    assert "adele" not in entry.body.lower(), "names and e-mails stand in the encrypted block only"


def test_a_set_up_code_is_stored_as_a_hash_and_a_wrong_one_changes_nothing(house: Flask, client: FlaskClient):
    code = make_code() or ""
    assert reading().scalars(select(OneTimeCode)).one().code_hash not in {code, code.replace("-", "")}
    answer = fill(client, "/setup", code="AAAA-BBBB-CCCC-DDDD-EEEE", **FACTS)
    assert answer.status_code == 422
    assert "This set-up code is not right" in answer.text
    assert 'value="Halm Group"' in answer.text
    assert PASSWORD not in answer.text
    assert (count(Person), count(Organisation)) == (0, 0)


def test_guessing_set_up_codes_is_stopped(house: Flask, client: FlaskClient):
    for _ in range(10):
        assert fill(client, "/setup", code="wrong", **FACTS).status_code == 422
    assert fill(client, "/setup", code="wrong", **FACTS).status_code == 429


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "no e-mail"),
        ("email", "ünï@halm.example"),
        ("zone", "Europe/Nowhere"),
        ("zone", "../../etc/passwd"),
        ("name", "\x00"),
        ("organisation", "x" * 201),
        ("password", "short"),
        ("password", "passwordpassword"),
        ("password", "x" * 201),
    ],
)
def test_a_bad_field_is_named_and_the_code_stays_good(
    house: Flask, client: FlaskClient, field: str, text: str
):
    code = make_code() or ""
    facts = FACTS | {field: text} | ({"password_again": text} if field == "password" else {})
    answer = fill(client, "/setup", code=code, **facts)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert count(Organisation) == 0
    assert fill(client, "/setup", code=code, **FACTS).status_code == 303


@pytest.mark.both_databases
def test_of_two_set_ups_at_once_one_wins(house: Flask):
    codes = [make_code() or "", make_code() or ""]
    ready = threading.Barrier(2)
    answers = []

    def run(number: int) -> None:
        with house.app_context():
            client = house.test_client()
            facts = FACTS | {"email": f"admin{number}@halm.example"}
            page = client.get("/setup").text
            from tests.fixtures.people import hidden_fields

            ready.wait()
            answers.append(
                client.post("/setup", data=hidden_fields(page) | facts | {"code": codes[number]}).status_code
            )

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[0] == 303
    assert sorted(answers)[1] in {404, 409}
    assert (count(Person), count(Organisation), count(RecordEntry)) == (1, 1, 1)
