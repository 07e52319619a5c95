"""The meeting pack: what a member reads before a session, as a reading list and as a paper."""

from __future__ import annotations

import pytest

from tests.fixtures.committee import sitting
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.pdfs import look
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.committee.agenda import AddOther, AddRequests, add_other, add_requests
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.terms import PointTerm


def submitted(company: Company, name: str = "Credit scoring") -> str:
    version = company.system(name)
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


@pytest.fixture
def planned(company: Company) -> str:
    """A sitting with one request and something else on its agenda."""
    ref = sitting(company, submitted(company))
    add_other(company["tom"], AddOther(ref, "Budget of the next year", "Ben tells"))
    return ref


def test_the_reading_list_has_every_item_with_its_evidence_its_checks_and_its_seats(
    company: Company, planned: str
) -> None:
    text = words(Door(company, "ben").get(f"/committee/{planned}/pack"))
    for part in (
        "1 request, 1 file to read",
        "1. Design gate: Credit scoring",
        "report.txt",
        "7 of 7 items answered",
        "Legal counsel: turn now",
        "2. Budget of the next year",
        "Ben tells",
    ):
        assert part in text, part


def test_a_request_that_was_handed_in_again_shows_what_changed_and_the_points(company: Company) -> None:
    request = submitted(company)
    point = {"text": "Say which data", "owner_id": company["milo"].person_id, "item_key": "IN-2"}
    company.sign(request, "jide", "legal_counsel", "request_changes", points=(PointTerm(**point),))
    ref = sitting(company, request)
    assert "Say which data" in words(Door(company, "ben").get(f"/committee/{ref}/pack"))
    answer_point(company["milo"], AnswerPoint(request, 1, "Those of 2025"))
    save_answer(company["milo"], SaveAnswer(request, "IN-2", "The data of 2025", "done"))
    company.submit(request)
    text = words(Door(company, "ben").get(f"/committee/{ref}/pack"))
    assert "What changed since round 1" in text
    assert "6 items are the same" in text
    assert "Say which data" not in text


def test_the_pack_as_a_paper_is_tagged_and_the_same_bytes_for_everybody(
    company: Company, planned: str
) -> None:
    answer = Door(company, "ben").get(f"/committee/{planned}/pack.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    seen = look(answer.data)
    assert (seen.title, seen.language, seen.tagged) == ("Meeting pack, Committee of June", "en", True)
    assert {"H1", "H2", "Table", "TH", "L"} <= set(seen.tags)
    for part in ("Agenda", "report.txt", "SHA-256", "Budget of the next year", "Legal counsel: turn now"):
        assert part in seen.text, part
    assert answer.data == Door(company, "carla").get(f"/committee/{planned}/pack.pdf").data


def test_the_pack_is_for_the_committee_and_for_sessions_that_exist(company: Company, planned: str) -> None:
    assert Door(company, "nils").get(f"/committee/{planned}/pack").status_code == 403
    assert Door(company, "nils").get(f"/committee/{planned}/pack.pdf").status_code == 403
    assert Door(company, "ben").get("/committee/MTG-99/pack").status_code == 404


def test_an_empty_agenda_says_so(company: Company) -> None:
    ref = sitting(company)
    assert "Nothing is on the agenda yet" in words(Door(company, "ben").get(f"/committee/{ref}/pack"))
    assert Door(company, "ben").get(f"/committee/{ref}/pack.pdf").status_code == 200


def test_the_reading_list_costs_the_same_however_many_requests_it_has(company: Company, planned: str) -> None:
    before = _cost(company, planned)
    more = tuple(submitted(company, name) for name in ("Fraud detection", "Translation"))
    add_requests(company["tom"], AddRequests(planned, more))
    assert _cost(company, planned) == before <= 12


def _cost(company: Company, ref: str) -> int:
    door = Door(company, "ben")
    with counted_statements(company.app) as sent:
        assert door.get(f"/committee/{ref}/pack").status_code == 200
    return len(sent)
