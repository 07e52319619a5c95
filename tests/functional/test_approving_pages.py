"""The pages that put a record forward: what is missing, who decides, and the record beside its seats."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.risks import row, save_risk


def test_what_is_missing_is_named_with_its_field_before_anybody_is_asked(company: Company):
    risk = save_risk(company, acceptance_reason="", plan=[])
    page = Door(company, "ana").get(f"/registers/risks/RISK-{risk.id}/ask")
    assert page.status_code == 200
    said = words(page)
    assert "2 things are missing" in said
    assert "Why what remains may be carried" in said
    assert "Measures" in said
    assert "Put RISK" not in said


def test_a_whole_risk_is_put_forward_and_the_reviewer_reads_it_beside_the_seat(company: Company):
    risk = save_risk(company)
    door = Door(company, "ana")
    address = f"/registers/risks/RISK-{risk.id}/ask"
    assert "AI risk officer" in words(door.get(address))
    sent = door.send(address, {"said": "Please look at the threshold"})
    assert sent.status_code == 303
    request = sent.headers["Location"].rpartition("/")[2]
    seen = words(Door(company, "maria").get(f"/requests/{request}"))
    assert "Bias against older applicants" in seen
    assert "A recruiter looks at every rejected application" in seen
    company.sign(request, "maria", "risk_officer")
    assert "approved for what it says now" in words(door.get(address))


def test_the_question_is_taken_back_from_the_same_page(company: Company):
    risk = save_risk(company)
    door = Door(company, "ana")
    address = f"/registers/risks/RISK-{risk.id}/ask"
    request = door.send(address, {}).headers["Location"].rpartition("/")[2]
    assert "put forward already" in words(door.get(address))
    answer = door.send(f"{address}/take-back", {}, form_at=address)
    assert answer.status_code == 303
    assert company.request(request).status == "withdrawn"


def test_an_old_page_and_a_wrong_person_ask_nothing_and_lose_nothing(company: Company):
    risk = save_risk(company)
    address = f"/registers/risks/RISK-{risk.id}/ask"
    old = Door(company, "ana").send(address, {"said": "Kept text"}, revision="99")
    assert old.status_code == 409
    assert "Kept text" in old.get_data(as_text=True)
    other = Door(company, "maria").send(address, {"said": "Kept text"})
    assert other.status_code == 422
    assert row(risk).status == "open"


@pytest.mark.parametrize("address", ["/registers/risks/RISK-999/ask", "/registers/risks/IMP-1/ask"])
def test_what_is_not_there_cannot_be_put_forward(company: Company, address: str):
    save_risk(company)
    assert Door(company, "ana").get(address).status_code == 404
    assert Door(company, "nils").get(address).status_code == 404


def test_a_stranger_learns_nothing_of_a_risk(company: Company):
    risk = save_risk(company)
    assert Door(company, "nils").get(f"/registers/risks/RISK-{risk.id}/ask").status_code == 404
