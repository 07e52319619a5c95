"""The figures: every question answered, the same numbers as a table and as a file, for the committee only."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.queue import days_ago, in_review, set_facts
from workflows.approvals.terms import PointTerm
from workflows.lifecycle.metrics.measuring import sweep
from workflows.lifecycle.metrics.numbers import QUESTIONS

BUDGET = 10


def decided(company: Company, name: str = "Credit scoring", days: int = 3, late: bool = False) -> str:
    """A request of the first gate that took some days."""
    request = in_review(company, name)
    company.pass_request(request)
    set_facts(request, first_submitted_at=days_ago(days), due_at=days_ago(1 if late else -2))
    return request


def sent_back(company: Company, item: str) -> str:
    """A request that went back with a point on an item."""
    request = in_review(company, "Voice bot")
    seat = next(seat for seat in company.seats(request).values() if seat.turn_since)
    owner = company["ana"].person_id or 0
    name = company.signer_of(seat.role, set())
    company.sign(request, name, seat.key, "request_changes", points=(PointTerm("Say more", owner, item),))
    return request


def first_item(company: Company, request: str) -> str:
    return str(next(iter(json.loads(company.round(request).bundle)["items"])))


def test_every_question_is_asked_and_says_when_there_is_nothing_yet(company: Company) -> None:
    text = words(Door(company, "carla").get("/queue/figures"))
    for question in (
        "How long does a decision take?", "Are we getting faster?", "Where does the time go?",
        "Is the process under control?", "Do we keep the promise?", "How many rounds does a request need?",
        "What do reviewers ask for?", "Who is overloaded?",
    ):  # fmt: skip
        assert question in text
    assert "Nothing was decided in this period." in text
    assert '<svg class="chart' not in Door(company, "carla").text("/queue/figures")


def test_the_answers_say_in_words_what_the_pictures_show(company: Company) -> None:
    decided(company, days=3)
    decided(company, "Chat assistant", days=8, late=True)
    sent_back(company, "")
    sweep()
    text = words(Door(company, "carla").get("/queue/figures"))
    assert (
        "Design takes longest: half of the decisions came within 5.5 d, 85 % within 8.0 d. 2 decisions;"
        in text
    )
    assert "Not often enough: 1 of 2 decisions came by their date, 50 %." in text
    assert "100 % of 2 decided requests needed one round." in text
    assert "Most often about The request as a whole: 1 of 1 points and conditions." in text


def test_reasons_name_the_item_and_what_it_asks(company: Company) -> None:
    probe = in_review(company, "Probe")
    item = first_item(company, probe)
    sent_back(company, item)
    page = Door(company, "carla").text("/queue/figures/reasons")
    assert re.search(rf'<th scope="row">{item} [A-Z]', page)


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_question_has_a_page_with_picture_and_table_and_the_same_as_a_file(
    company: Company, key: str
) -> None:
    decided(company)
    sent_back(company, "")
    in_review(company, "Third")
    sweep()
    door = Door(company, "carla")
    page = door.text(f"/queue/figures/{key}")
    assert page.count('role="img" aria-label="') == 2
    rows = re.findall(r'<th scope="row">(.*?)</th>', page)
    answer = door.get(f"/queue/figures/{key}.csv")
    assert answer.mimetype == "text/csv"
    assert len(answer.text.strip().splitlines()) == len(rows) + 1 > 1


def test_the_address_narrows_period_gate_and_tier(company: Company) -> None:
    decided(company)
    sweep()
    door = Door(company, "carla")
    assert "1 decision;" in words(door.get("/queue/figures/time?gate=design&tier=limited&months=3"))
    assert "Nothing was decided" in words(door.get("/queue/figures/time?gate=testing"))
    assert "Nothing was decided" in words(door.get("/queue/figures/time?tier=high"))
    assert door.get("/queue/figures?months=999&gate=%00&tier=x").status_code == 200


def test_the_figures_are_for_those_who_read_the_queue(company: Company) -> None:
    assert Door(company, "ana").get("/queue/figures").status_code == 403
    assert Door(company, "carla").get("/queue/figures/colour").status_code == 404
    assert Door(company, "carla").get("/queue/figures/colour.csv").status_code == 404


def test_no_person_is_named_in_the_figures(company: Company) -> None:
    request = decided(company)
    sweep()
    main = Door(company, "carla").text("/queue/figures").partition("<main")[2]
    assert request not in main
    assert not [name for name in company.people if name != "carla" and f">{name.capitalize()}<" in main]


@pytest.mark.both_databases
def test_the_page_costs_the_same_statements_and_stays_light_with_more_requests(company: Company) -> None:
    door = Door(company, "carla")
    decided(company)
    sweep()
    door.get("/queue/figures")
    with counted_statements(company.app) as few:
        door.get("/queue/figures")
    for number in range(4):
        decided(company, f"System {number}", days=number + 1)
    sweep()
    with counted_statements(company.app) as many:
        page = door.text("/queue/figures")
    assert len(few) == len(many) <= BUDGET
    assert len(gzip.compress(page.encode())) <= 20 * 1024
    assert len(page.encode()) <= 60_000
