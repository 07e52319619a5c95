"""Explaining a request: which rule, who satisfies it, who could, what would change it; by the evaluator that decides."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.review import browse, submitted
from workflows.approvals.evaluating import Outcome
from workflows.approvals.explaining.page import explain
from workflows.approvals.explaining.supposing import Supposed
from workflows.approvals.explaining.words import OUTCOMES


def test_an_explanation_names_the_policy_and_whom_the_request_waits_for(company: Company) -> None:
    request = submitted(company)
    found = explain(company["tom"], request)
    assert (found.policy, found.status) == ("design/1", "in_review")
    assert found.outcome is not None
    assert found.outcome.code == "explain_pending"
    assert "Legal counsel" in found.outcome.params["seats"]


def test_each_seat_says_who_could_fill_it_and_by_which_rule_others_may_not(company: Company) -> None:
    company.hire("lea", "legal_counsel")
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="lea")
    company.submit(request)
    seat = next(s for s in explain(company["tom"], request).seats if s.key == "legal_counsel")
    assert seat.could == ("Jide",)
    (barred,) = seat.may_not
    assert barred.name == "Lea"
    assert [number for number, _ in barred.reasons] == [2]


def test_if_the_only_legal_counsel_steps_back_the_request_cannot_be_decided(company: Company) -> None:
    request = submitted(company)
    jide = company["jide"].person_id
    found = explain(company["tom"], request, Supposed("recuse", jide))
    assert found.outlook is not None
    assert not found.outlook.same
    assert found.outlook.after.code == "explain_unfillable"
    assert found.outlook.after.params["seat"] == "Legal counsel"
    assert found.outlook.seat == "Legal counsel"


def test_if_somebody_without_a_seat_leaves_nothing_changes(company: Company) -> None:
    request = submitted(company)
    found = explain(company["tom"], request, Supposed("leave", company["olu"].person_id))
    assert found.outlook is not None
    assert found.outlook.same


@pytest.mark.parametrize(("act", "code"), [("reject", "explain_rejected"), ("approve", "explain_pending")])
def test_a_thought_signature_is_counted_and_not_given(company: Company, act: str, code: str) -> None:
    request = submitted(company)
    found = explain(company["tom"], request, Supposed(act, company["jide"].person_id))
    assert found.outlook is not None
    assert found.outlook.after.code == code
    again = explain(company["tom"], request)
    assert all(seat.state == "open" for seat in again.seats)


def test_the_last_approval_that_is_only_thought_of_would_approve(company: Company) -> None:
    request = submitted(company)
    company.sign(request, "jide", "legal_counsel", "approve")
    found = explain(company["tom"], request, Supposed("approve", company["tom"].person_id))
    assert found.outlook is not None
    assert found.outlook.after.code == "explain_approved"


def test_an_item_that_came_open_again_would_stop_the_request(company: Company) -> None:
    request = submitted(company)
    found = explain(company["tom"], request, Supposed("reopen", item="IN-1"))
    assert found.outlook is not None
    assert found.outlook.after.code == "explain_incomplete"
    assert found.outlook.after.params["items"] == "IN-1"


def test_a_draft_is_explained_by_the_seats_it_would_ask_for(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    found = explain(company["tom"], company.open(version, "design"))
    assert found.outcome is not None
    assert found.outcome.code == "explain_incomplete"
    assert {seat.key for seat in found.seats} == {"ai_governance_lead", "legal_counsel"}
    assert next(s for s in found.seats if s.key == "legal_counsel").could == ("Jide",)


def test_every_item_says_its_rule_and_what_is_left_out_says_why(company: Company) -> None:
    found = explain(company["tom"], submitted(company, gate="design", tier="minimal"))
    line = next(one for one in found.items if one.key == "IN-1")
    assert line.rule.code == "item_by_rule"
    assert line.owner == "AI system / product owner"
    assert line.could == ("Ana",)
    assert any(one.key == "IN-6" and "minimal" in one.why for one in found.left_out)


def test_an_ended_request_is_explained_and_nothing_is_thought_of_it_any_more(company: Company) -> None:
    request = submitted(company)
    company.sign(request, "jide", "legal_counsel", "reject", reason="No basis")
    found = explain(company["tom"], request, Supposed("leave", company["tom"].person_id))
    assert (found.outcome, found.outlook) == (None, None)
    assert next(s for s in found.seats if s.key == "legal_counsel").state == "reject"


@pytest.mark.both_databases
def test_the_page_answers_what_if_and_refuses_what_cannot_happen_beside_its_field(company: Company) -> None:
    request = submitted(company)
    client = browse(company, "tom")
    address = f"/requests/{request}/explain"
    page = client.get(f"{address}?act=recuse&person={company['jide'].person_id}")
    assert page.status_code == 200
    assert "Nobody can fill the seat Legal counsel" in page.text
    for query in ("act=shout&person=1", "act=leave&person=999999999999999999999", "act=reopen&item=NO-1"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 422
        assert "That cannot happen here" in answer.text
    assert client.get(f"{address}?act=approve&person={company['nils'].person_id}").status_code == 422


def test_strangers_learn_nothing_from_an_explanation(company: Company) -> None:
    request = submitted(company)
    assert browse(company, "nils").get(f"/requests/{request}/explain").status_code == 404


def test_explaining_costs_the_same_for_many_people(company: Company) -> None:
    request = submitted(company)
    client = browse(company, "tom")
    client.get(f"/requests/{request}/explain")
    with counted_statements(company.app) as few:
        client.get(f"/requests/{request}/explain")
    for number in range(12):
        company.hire(f"extra{number}", "legal_counsel")
    with counted_statements(company.app) as many:
        client.get(f"/requests/{request}/explain")
    assert len(few) == len(many) <= 20


def test_outcomes_have_a_sentence_each() -> None:
    said = {name.removeprefix("explain_") for name in OUTCOMES}
    assert {one.value for one in Outcome} <= said
