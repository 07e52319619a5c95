"""Asking for a gate through its page: what is open, why the rest is shut, and what each needs to know."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.transaction import reading


def classified(company: Company, tier: str = "limited", **facts: object) -> str:
    version = company.system("CV screening", **facts)
    company.classify(version, tier)
    return version


def requests_there() -> int:
    reading().rollback()
    return reading().scalars(select(func.count()).select_from(ApprovalRequest)).one()


def test_the_gate_that_leads_on_comes_first_and_the_others_say_why_not(company: Company) -> None:
    text = words(Door(company, "ana").get(f"/versions/{classified(company)}/start"))
    assert "Start: Design gate for CV screening v1" in text
    assert "opens the stage Design" in text
    assert "Testing gate This gate does not lead on from the stage in which the version stands." in text
    assert "Resumption The version is not suspended" in text


@pytest.mark.both_databases
def test_starting_makes_a_draft_and_leads_to_its_editor(company: Company) -> None:
    version, ana = classified(company), Door(company, "ana")
    sent = ana.send(f"/versions/{version}/start", {"gate": "design"})
    assert (sent.status_code, sent.location) == (303, "/requests/REQ-1/edit")
    assert "Nothing is sent until you submit it" in words(ana.get(sent.location))


def test_s04_a_start_that_is_sent_twice_makes_one_draft(company: Company) -> None:
    version, ana = classified(company), Door(company, "ana")
    fields = ana.hidden(f"/versions/{version}/start") | {"gate": "design"}
    answers = [ana.client.post(f"/versions/{version}/start", data=fields) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/requests/REQ-1/edit"] * 2
    assert requests_there() == 1


def test_one_that_is_open_is_named_with_a_link_and_not_opened_again(company: Company) -> None:
    version, ana = classified(company), Door(company, "ana")
    request = company.open(version, "design")
    assert f'href="/requests/{request}/edit"' in ana.get(f"/versions/{version}/start?gate=design").text
    again = ana.send(f"/versions/{version}/start", {"gate": "design"})
    assert again.status_code == 409
    assert f"{request} asks for this gate already" in words(again)
    assert f'href="/requests/{request}/edit"' in again.text
    assert requests_there() == 1


def test_a_system_without_a_tier_is_classified_first(company: Company) -> None:
    version, ana = company.system("Fraud detection"), Door(company, "ana")
    page = ana.get(f"/versions/{version}/start?gate=design")
    assert "Not classified yet" in words(page)
    assert 'href="/systems/SYS-1/classify"' in page.text
    refused = ana.send(f"/versions/{version}/start", {"gate": "design"})
    assert refused.status_code == 422
    assert "has no tier yet" in words(refused)


def test_a_rework_asks_what_changes_and_keeps_what_was_typed(company: Company) -> None:
    version, ana = classified(company), Door(company, "ana")
    company.bring_to(version, "monitoring")
    address = f"/versions/{version}/start?gate=rework"
    page = ana.get(address)
    assert "leads back to Testing" in words(page)
    change = page.text.partition('name="change"')[2].partition('value="')[2].partition('"')[0]
    post = f"/versions/{version}/start"
    wrong = ana.send(post, {"gate": "rework", "change_text": "New limit", "old_version": "keep"})
    assert wrong.status_code == 422
    assert "Choose what kind of change it is" in words(wrong)
    assert 'href="#change-0"' in wrong.text
    assert "New limit" in wrong.text
    filled = {"gate": "rework", "change": change, "change_text": "New limit", "next_label": "v2"}
    unlimited = ana.send(post, filled | {"old_version": "limits"})
    assert "Write under which limits" in words(unlimited)
    sent = ana.send(post, filled | {"old_version": "off"})
    assert sent.status_code == 303
    detail = json.loads(company.request(sent.location.split("/")[2]).detail)
    assert (detail["next_label"], detail["old_version"], detail["change_text"]) == ("v2", "off", "New limit")


def test_going_into_operation_asks_about_old_versions_only_when_one_runs(company: Company) -> None:
    version, ana = classified(company), Door(company, "ana")
    company.bring_to(version, "deployment")
    assert "What happens to the old version" not in words(
        ana.get(f"/versions/{version}/start?gate=monitoring")
    )
    sent = ana.send(f"/versions/{version}/start", {"gate": "monitoring"})
    assert sent.status_code == 303


def test_a_reader_without_a_hand_sees_the_gates_and_cannot_start(company: Company) -> None:
    version, ruth = classified(company), Door(company, "ruth")
    page = ruth.get(f"/versions/{version}/start")
    assert "You are reading only" in words(page)
    fields = ruth.hidden(f"/versions/{version}/start") | {"gate": "design"}
    assert ruth.client.post(f"/versions/{version}/start", data=fields).status_code == 422
    assert requests_there() == 0


def test_s49_a_stranger_is_told_that_there_is_nothing(company: Company) -> None:
    version, nils = classified(company), Door(company, "nils")
    assert nils.get(f"/versions/{version}/start").status_code == 404
    fields = nils.hidden("/requests") | {"gate": "design"}
    assert nils.client.post(f"/versions/{version}/start", data=fields).status_code == 404
    assert Door(company, "ana").get("/versions/VER-99/start").status_code == 404


@pytest.mark.parametrize("gate", ["", "x", "approved", "monitoring", "../../etc", "💥" * 200, "design\x00"])
def test_no_gate_that_is_none_or_shut_can_be_started(company: Company, gate: str) -> None:
    version, ana = classified(company), Door(company, "ana")
    assert ana.client.get(f"/versions/{version}/start", query_string={"gate": gate}).status_code == 200
    answer = ana.send(f"/versions/{version}/start", {"gate": gate, "target_stage": "monitoring"})
    assert answer.status_code == 422
    assert requests_there() == 0
