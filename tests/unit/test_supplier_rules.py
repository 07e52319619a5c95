"""Papers that run out, gaps of due diligence and new versions of suppliers, as pure rules."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.inventory.suppliers.choices import QUESTIONS
from workflows.inventory.suppliers.diligence import gaps, level_of, missing_documents, unanswered
from workflows.inventory.suppliers.expiry import next_day, papers_of
from workflows.inventory.suppliers.register import check, derive
from workflows.inventory.suppliers.releases import added, unreviewed

TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"ends_on": "2026-03-31"}, "ended"),
        ({"ends_on": "2026-04-01"}, "ending"),
        ({"ends_on": "2026-05-31"}, "ending"),
        ({"ends_on": "2026-06-01"}, "in_force"),
        ({"ends_on": "2026-08-01", "notice_days": 90}, "ending"),
        ({"ends_on": "2026-08-01", "notice_days": "soon"}, "in_force"),
        ({}, "open_end"),
        ({"ends_on": "never"}, "open_end"),
    ],
)
def test_a_paper_ends_soon_from_the_day_on_which_notice_has_to_be_given(row, state):
    (paper,) = papers_of({"papers": [{"kind": "contract", "name": "Frame"} | row]})
    assert paper.state(TODAY) == state


def test_a_renewed_paper_counts_by_its_last_end():
    rows = [
        {"kind": "certificate", "name": "ISO 27001", "ends_on": "2026-01-01"},
        {"kind": "certificate", "name": "iso  27001", "ends_on": "2029-01-01"},
        {"kind": "report", "name": "ISO 27001", "ends_on": "2027-01-01"},
    ]
    assert [str(one.ends_on) for one in papers_of({"papers": rows})] == ["2027-01-01", "2029-01-01"]


def test_a_paper_that_has_not_begun_is_not_in_force():
    (paper,) = papers_of({"papers": [{"kind": "contract", "name": "Next", "starts_on": "2026-05-01"}]})
    assert not paper.in_force(TODAY)


def test_the_next_day_is_the_first_on_which_somebody_has_to_act():
    body = {
        "papers": [{"kind": "contract", "name": "Frame", "ends_on": "2026-12-31", "notice_days": 90}],
        "review_on": "2026-11-01",
    }
    assert next_day(body) == date(2026, 10, 2)
    assert derive(body).due_on == date(2026, 10, 2)
    assert next_day({}) is None


def test_a_supplier_is_clear_when_everything_was_asked_and_nothing_is_missing():
    full = {key: "yes" for key, _ in QUESTIONS}
    assert level_of({}) == "open"
    assert level_of(full) == "clear"
    assert level_of(full | {"q_law": "partly"}) == "gaps"
    assert level_of(full | {"c_exit": "missing"}) == "gaps"
    assert level_of(full | {"outcome": "refused"}) == "refused"
    assert len(unanswered({})) == len(QUESTIONS)
    assert gaps(full | {"q_law": "not_needed"}) == ()


def test_a_document_counts_once_it_was_obtained_and_judged():
    rows = [{"document": "tests", "obtained_on": "2026-01-01", "judged": " "}, {"document": "limits"}]
    assert len(missing_documents({"provider_docs": rows})) == 5


def test_only_new_versions_that_nobody_reviewed_wake_somebody():
    old = {"releases": [{"product": "NL-Text", "release": "4.1"}]}
    new = {
        "releases": [
            {"product": "nl-text", "release": " 4.1 "},
            {"product": "NL-Text", "release": "5", "effect": "major"},
            {"product": "NL-Text", "release": "6", "effect": "none", "reviewed_on": "2026-02-01"},
        ]
    }
    assert [one.release for one in added(old, new)] == ["5"]
    assert [one.release for one in added(None, old)] == ["4.1"]
    assert unreviewed(new) == ("nl-text 4.1", "NL-Text 5")


def test_a_version_stands_once_and_a_paper_ends_after_it_begins():
    body = {
        "releases": [{"product": "A", "release": "1"}, {"product": "a", "release": "1"}],
        "papers": [{"kind": "contract", "name": "x", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}],
    }
    assert [one.field for one in check(body)] == ["papers-0-ends_on", "releases-1-release"]
