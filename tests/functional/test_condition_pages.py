"""The pages of conditions and emergency passes: read, filled in as a browser would, and never failing."""

from __future__ import annotations

import io
import re

import pytest

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.conditions import (
    REASON,
    condition,
    issue,
    let_fall_due,
    offer,
    production,
    with_condition,
)
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words

pytestmark = pytest.mark.both_databases


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    return made


@pytest.fixture
def here(company: Company, version: str) -> str:
    return f"/conditions/{with_condition(company, version)}"


def test_the_page_says_what_is_asked_by_whom_until_when_and_what_follows(company: Company, here: str) -> None:
    text = words(Door(company, "milo").get(here))
    for part in (
        "Measure the drift monthly",
        "Owner Milo",
        "Jide (Legal counsel)",
        " left",
        "the governance lead decides on a suspension",
        "Show that it is met",
    ):
        assert part in text, part
    assert Door(company, "nils").get(here).status_code == 404


def test_an_offer_with_a_file_is_judged_with_the_own_password_and_the_history_tells_it(
    company: Company, here: str
) -> None:
    owner, judge = Door(company, "milo"), Door(company, "jide")
    bad = owner.send(f"{here}/offer", {"text": ""})
    assert (bad.status_code, "Write what was done." in words(bad)) == (422, True)
    fields = {"text": "Measured twice", "files": (io.BytesIO(b"Drift 0.2"), "drift.txt")}
    assert owner.send(f"{here}/offer", fields).status_code == 303
    assert here in judge.text("/")
    page = judge.text(f"{here}/judge")
    assert "drift.txt" in page
    assert "accept that COND-1 of" in page
    offered = re.search(r'name="fulfilment" value="([^"]+)"', page)
    assert offered
    fields = {"fulfilment": offered[1], "verdict": "accept", "password": "not mine at all"}
    wrong = judge.send(f"{here}/judge", fields)
    assert (wrong.status_code, condition("COND-1").status) == (422, "open")
    assert judge.send(f"{here}/judge", fields | {"password": PASSWORD}).status_code == 303
    assert condition("COND-1").status == "met"
    text = words(judge.get(here))
    assert "accepted for the seat" in text
    assert "Your password" not in text


def test_the_owner_reads_why_somebody_else_judges(company: Company, here: str) -> None:
    offer(company, "COND-1")
    text = words(Door(company, "milo").get(f"{here}/judge"))
    assert "You own this condition, so somebody else judges" in text
    assert here not in Door(company, "milo").text("/").partition('id="h-wait"')[0]


def test_owner_and_day_are_changed_by_their_forms(company: Company, here: str) -> None:
    lead, signer = Door(company, "tom"), Door(company, "jide")
    olu = company["olu"].person_id
    fields = {"person": str(olu), "reason": "Milo left the project"}
    assert lead.send(f"{here}/owner", fields).status_code == 303
    assert condition("COND-1").owner_id == olu
    bad = signer.send(f"{here}/extend", {"due_on": "never", "reason": "Late", "password": PASSWORD})
    assert (bad.status_code, "Choose a day." in words(bad)) == (422, True)
    late = signer.send(f"{here}/extend", {"due_on": "2099-01-01", "reason": "Late", "password": PASSWORD})
    assert (late.status_code, "Choose a later day" in words(late)) == (422, True)


def test_taking_back_and_doing_it_twice_answers_in_words(company: Company, here: str) -> None:
    owner = Door(company, "milo")
    offer(company, "COND-1")
    assert owner.send(f"{here}/take-back", {}, form_at=here).status_code == 303
    again = owner.send(f"{here}/take-back", {}, form_at="/conditions/COND-1/offer")
    assert (again.status_code, "Nothing is offered here" in words(again)) == (409, True)


def test_the_list_filters_by_state_and_owner_and_costs_the_same_however_many_there_are(
    company: Company, version: str, here: str
) -> None:
    door = Door(company, "milo")
    assert "COND-1" in door.text("/conditions?mine=own")
    assert "COND-1" not in door.text("/conditions?state=overdue")
    let_fall_due("COND-1")
    assert "Overdue" in door.text("/conditions?state=overdue")
    assert "COND-1" not in Door(company, "nils").text("/conditions")
    before = _count(company, door)
    company.classify(other := company.system("Fraud detection"), "limited")
    with_condition(company, other)
    assert _count(company, door) == before
    assert max(before) <= 16, before


def _count(company: Company, door: Door) -> tuple[int, ...]:
    found = []
    for address in ("/conditions", "/conditions/COND-1"):
        with counted_statements(company.app) as sent:
            assert door.get(address).status_code == 200
        found.append(len(sent))
    return tuple(found)


def test_s72_the_form_shows_the_sentence_and_every_page_of_the_system_shows_the_pass(
    company: Company, version: str
) -> None:
    production(company)
    door = Door(company, "olu")
    assert "/versions/VER-1/pass" in door.text("/systems/SYS-1")
    assert "although no gate lets it" in door.text("/versions/VER-1/pass")
    fields = {"environment_id": "1", "hours": "24", "reason": "It is urgent", "password": PASSWORD}
    bad = door.send("/versions/VER-1/pass", fields)
    assert (bad.status_code, "at least 50 characters" in words(bad)) == (422, True)
    done = door.send("/versions/VER-1/pass", fields | {"reason": REASON})
    assert (done.status_code, done.location) == (303, "/passes/PASS-1")
    review = company.open(version, "design")
    for address in ("/systems/SYS-1", "/versions/VER-1", "/systems/SYS-1/team", f"/requests/{review}"):
        assert "Emergency pass by Olu" in words(Door(company, "ana").get(address)), address
    assert "Emergency pass by" not in words(Door(company, "ana").get("/systems"))
    assert "Emergency pass by" not in words(Door(company, "nils").get("/systems/SYS-1"))


def test_s72_the_pass_says_who_was_told_and_is_ended_from_its_page(company: Company, version: str) -> None:
    issue(company, version, production(company))
    text = words(Door(company, "ana").get("/passes/PASS-1"))
    assert "Carla" in text.partition("Told")[2]
    assert "End it now" not in text
    lead = Door(company, "tom")
    bad = lead.send("/passes/PASS-1/end", {"reason": ""}, form_at="/passes/PASS-1")
    assert bad.status_code == 422
    done = lead.send("/passes/PASS-1/end", {"reason": "Repaired"}, form_at="/passes/PASS-1")
    assert done.status_code == 303
    assert "It is over" in words(lead.get("/passes/PASS-1"))
    assert Door(company, "nils").get("/passes/PASS-1").status_code == 404
    assert Door(company, "ana").get("/versions/VER-1/pass").status_code == 403
