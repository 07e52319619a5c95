"""The policy pages show all policies in plain words to everybody who is signed in, and to nobody else."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from models.base import db
from models.person import Person
from tests.fixtures.company import Company
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_PAIRS
from workflows.ground import clock
from workflows.ground.transaction import transaction
from workflows.people.sessions import NOWHERE, open_session


@pytest.fixture
def reader(company: Company):
    """The browser of a signed-in person without any role."""
    with transaction() as tx:
        person = tx.get_one(Person, company["nils"].person_id)
        token = open_session(tx, person, clock.now(tx), NOWHERE)
    visitor = company.app.test_client()
    with visitor.session_transaction() as kept:
        kept["_user_id"] = token
    return visitor


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


def test_the_table_shows_every_gate_and_tier_in_few_statements(reader):
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    answer = reader.get("/policies")
    assert answer.status_code == 200
    links = re.findall(r'href="/policies/(\w+)/(\w+)"', answer.text)
    assert sorted(links) == sorted(POLICY_PAIRS)
    assert sum("policy_version" in s and "approval_request" not in s for s in asked) == 1


@pytest.mark.parametrize("gate", POLICY_GATES)
def test_every_policy_has_a_page_that_says_it_whole(reader, gate):
    for tier in [tier for one, tier in POLICY_PAIRS if one == gate]:
        answer = reader.get(f"/policies/{gate}/{tier}")
        assert answer.status_code == 200
        assert "use your licensed copy" in answer.text
        assert "time never approves anything" in answer.text


def test_the_release_decision_is_said_in_plain_words(reader):
    said = text_of(reader.get("/policies/deployment/high"))
    for words in (
        "Only where the legal tier is high, and where our role is provider or product manufacturer.",
        "A must in every tier if exempted under Article 6(3).",
        "only if a critical risk remains after measures",
        "only if it processes personal data",
        "One deciding seat is filled by somebody who wrote no record of the request.",
        "15 working days",
        "and the deploy check denies",
        "A.6.2.4",
        "AI Act 9(6), 15",
        "Step 2",
    ):
        assert words in said, words


def test_the_routing_table_stands_on_the_rework_policy(reader):
    said = text_of(reader.get("/policies/rework/limited"))
    assert "no stage; an entry is enough" in said
    assert "architecture or main algorithm" in said


@pytest.mark.parametrize("address", ["moon/high", "design/prohibited", "design/HIGH", "design/high/1"])
def test_an_address_of_no_policy_answers_as_if_it_did_not_exist(reader, address):
    assert reader.get(f"/policies/{address}").status_code == 404


@pytest.mark.parametrize("address", ["/policies", "/policies/design/high"])
def test_a_stranger_is_sent_to_the_sign_in(company, address):
    answer = company.app.test_client().get(address)
    assert answer.status_code in (302, 303, 403)
    assert "must" not in answer.text


def test_nothing_on_the_pages_is_inline(reader):
    for address in ("/policies", "/policies/rework/high"):
        page = reader.get(address).text
        assert not re.search(r"<style|<script(?![^>]*src=)|\sstyle=|\son\w+=", page)
