"""Filters that people keep for the queue, and the queue as a file."""

from __future__ import annotations

import csv
import io

import pytest

from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.queue import draft, in_review, set_facts
from views.csv_file import harmless

NEW = "/queue/filters/new?tier=high&gate=design"
QUERY = "gate=design&tier=high"


def keep(door: Door, name: str, **more: str) -> None:
    answer = door.send("/queue/filters", {"name": name, "query": QUERY, **more}, form_at=NEW)
    assert answer.status_code == 303, words(answer)
    assert answer.headers["Location"] == "/queue?gate=design&tier=high"


def test_a_filter_is_kept_by_name_and_opens_the_same_requests_again(company: Company) -> None:
    in_review(company, "Credit scoring", "high")
    tom = Door(company, "tom")
    assert f'name="query" value="{QUERY}"' in tom.text(NEW)
    keep(tom, "High at design")
    page = tom.text("/queue")
    assert '<a href="/queue?gate=design&tier=high">High at design</a>' in page
    assert "High at design" not in Door(company, "carla").text("/queue")


def test_a_shared_filter_is_seen_by_all_and_removed_by_its_owner_alone(company: Company) -> None:
    tom, carla = Door(company, "tom"), Door(company, "carla")
    keep(tom, "High at design", shared="y")
    page = tom.text("/queue")
    remove = page.partition('action="/queue/filters/')[2].partition('"')[0]
    theirs = carla.text("/queue")
    assert "High at design" in theirs
    assert "by Tom" in theirs
    assert remove not in theirs
    assert carla.send(f"/queue/filters/{remove}", {}, form_at=NEW).status_code == 404
    assert tom.send(f"/queue/filters/{remove}", {}, form_at=NEW).status_code == 303
    assert "High at design" not in carla.text("/queue")


@pytest.mark.parametrize("name", ["", "x" * 81, "High at design"])
def test_a_name_that_cannot_be_is_refused_and_kept_in_the_form(company: Company, name: str) -> None:
    tom = Door(company, "tom")
    keep(tom, "high AT design")
    answer = tom.send("/queue/filters", {"name": name, "query": QUERY}, form_at=NEW)
    assert answer.status_code in (409, 422)
    assert f'value="{name}"' in answer.get_data(as_text=True)


def test_a_filter_of_nothing_is_not_kept(company: Company) -> None:
    answer = Door(company, "tom").send("/queue/filters", {"name": "All"}, form_at="/queue/filters/new?gate=x")
    assert answer.status_code == 422
    assert "Nothing is filtered" in words(answer)


def test_the_file_has_a_line_for_each_request_that_fits_and_no_formula(company: Company) -> None:
    request = in_review(company, '=HYPERLINK("x")')
    in_review(company, "Fraud detection", "high")
    draft(company, "Not handed in")
    set_facts(request, on_hold=True)
    answer = Door(company, "tom").get("/queue.csv?tier=limited")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [row["request"] for row in rows] == [request]
    assert rows[0]["what"].startswith("'=HYPERLINK")
    assert rows[0]["side"] == "Clock stands"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "  =x", "|x", "%x"])
def test_a_text_that_a_spreadsheet_would_run_is_kept_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(-1) == -1
    assert harmless("plain - text") == "plain - text"
