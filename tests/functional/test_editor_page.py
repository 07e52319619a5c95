"""What the editor shows: task list, help, who could supply what, and what answering costs."""

from __future__ import annotations

import pytest

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.terms import PointTerm
from workflows.lifecycle.suspending import Suspend, purpose, suspend_version
from workflows.people.proof import prove

PAGES = ("edit", "check", "sent", "withdraw")


def draft(company: Company, tier: str = "limited") -> str:
    version = company.system("CV screening")
    company.classify(version, tier)
    return company.open(version, "design")


def returned(company: Company) -> str:
    """A request with two points, one on IN-2 and one about nothing in particular."""
    request = draft(company)
    company.answer_all(request, by="milo")
    company.submit(request)
    owner = company["ana"].person_id
    points = (PointTerm("Show the list", owner, "IN-2"), PointTerm("Say who pays", owner))
    company.sign(request, "jide", "legal_counsel", "request_changes", points=points)
    return request


def test_the_head_counts_and_the_list_shows_open_items_first(company: Company) -> None:
    request = draft(company)
    text = words(Door(company, "ana").get(f"/requests/{request}/edit"))
    assert "Design gate, CV screening v1" in text
    assert "7 items: 2 done, 5 open" in text
    assert text.index("IN-2") < text.index("IN-1")
    assert "Nothing is sent until you submit" in text


def test_a_record_answers_its_item_and_nothing_has_to_be_uploaded(company: Company) -> None:
    text = words(Door(company, "ana").get(f"/requests/{draft(company)}/edit?item=IN-1"))
    assert "Answered by record SYS-1" in text
    assert "Nothing has to be uploaded" in text


def test_the_page_says_who_could_supply_what_is_missing(company: Company) -> None:
    text = words(Door(company, "ana").get(f"/requests/{draft(company)}/edit"))
    assert "AI risk officer : Maria, Rosa IN-4" in text
    assert "Impact assessment lead : Ines IN-5" in text
    assert "own words; use your licensed copy" in text


def test_before_the_first_answer_the_reader_learns_what_it_costs(company: Company) -> None:
    request = draft(company, "high")
    alone = "If you answer this you cannot sign as Legal counsel; nobody else holds that role."
    assert alone in words(Door(company, "jide").get(f"/requests/{request}/edit?item=IN-2"))
    shared = "If you answer this you cannot sign as AI risk officer; Rosa could."
    assert shared in words(Door(company, "maria").get(f"/requests/{request}/edit?item=IN-4"))
    assert "you cannot sign" not in words(Door(company, "ana").get(f"/requests/{request}/edit"))
    save_answer(company["rosa"], SaveAnswer(request, "IN-4", "Low", "done"))
    last = "If you answer this you cannot sign as AI risk officer; nobody else who holds that role may sign."
    assert last in words(Door(company, "maria").get(f"/requests/{request}/edit?item=IN-4"))
    assert "you cannot sign" not in words(Door(company, "rosa").get(f"/requests/{request}/edit"))


def test_points_are_answered_beside_their_item_and_the_answer_stays_with_the_point(company: Company) -> None:
    request, ana = returned(company), Door(company, "ana")
    address = f"/requests/{request}/edit"
    text = words(ana.get(address))
    assert "Point 1, asked by Jide, Legal counsel" in text
    assert "Say who pays" in text
    assert "IN-2 Prohibited-practice screen answered for every listed practice Needs work" in text
    empty = ana.send(f"/requests/{request}/points/1", {"answer": " ", "item": "IN-2"}, form_at=address)
    assert empty.status_code == 422
    assert "Write what was done about this point." in words(empty)
    assert 'href="#answer"' in empty.text
    sent = ana.send(f"/requests/{request}/points/1", {"answer": "Listed", "item": "IN-2"}, form_at=address)
    assert (sent.status_code, sent.location) == (303, f"/requests/{request}/edit?item=IN-2")
    assert "Answered by Ana" in words(ana.get(f"{address}?item=IN-2"))
    assert ana.get(f"/requests/{request}/points/1").location == f"{address}?item=IN-2#point-1"
    for number in ("99", "999999999999999999"):
        assert (
            ana.send(f"/requests/{request}/points/{number}", {"answer": "x"}, form_at=address).status_code
            == 404
        )


def test_s04_an_answer_to_a_point_that_is_sent_twice_is_stored_once(company: Company) -> None:
    request, ana = returned(company), Door(company, "ana")
    fields = ana.hidden(f"/requests/{request}/edit") | {"answer": "Done", "item": "IN-2"}
    for _ in range(2):
        answer = ana.client.post(f"/requests/{request}/points/1", data=fields)
        assert answer.location == f"/requests/{request}/edit?item=IN-2"


@pytest.mark.parametrize("page", PAGES)
def test_s49_strangers_are_told_that_there_is_nothing(company: Company, page: str) -> None:
    request = returned(company)
    assert Door(company, "nils").get(f"/requests/{request}/{page}").status_code == 404
    assert Door(company, "ana").get(f"/requests/REQ-99/{page}").status_code == 404


@pytest.mark.parametrize("page", ["edit", "check", "withdraw"])
def test_a_reader_without_a_hand_in_it_sees_a_note_and_no_form(company: Company, page: str) -> None:
    answer = Door(company, "ruth").get(f"/requests/{draft(company)}/{page}")
    assert answer.status_code == 200
    assert "You are reading only" in words(answer)
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main


def test_a_reader_without_a_hand_cannot_save_answer_or_send(company: Company) -> None:
    request, ruth, ana = returned(company), Door(company, "ruth"), Door(company, "ana")
    address = f"/requests/{request}/edit"
    fields = ruth.hidden(address) | {"text": "x", "do": "save", "answer": "x", "revision": "1"}
    assert "Only the team" in words(ruth.client.post(f"{address}?item=IN-2", data=fields))
    for part in ("check", "points/1"):
        assert ruth.client.post(f"/requests/{request}/{part}", data=fields).status_code == 422
    nils = Door(company, "nils")
    there = nils.hidden("/requests")
    for part in ("edit?item=IN-2", "check", "points/1"):
        assert (
            nils.client.post(f"/requests/{request}/{part}", data=there | {"answer": "x"}).status_code == 404
        )
    assert company.request(request).status == "changes_requested"
    assert ana.get(address).status_code == 200


def test_after_its_end_a_request_is_only_read(company: Company) -> None:
    version = company.system()
    company.classify(version)
    request = company.pass_gate(version, "design")
    text = words(Door(company, "ana").get(f"/requests/{request}/edit"))
    assert "This request has ended already" in text
    assert "Save" not in text.partition("Checklist")[2]


def test_the_worklist_of_a_suspension_bars_nobody(company: Company) -> None:
    version = company.system()
    company.classify(version)
    company.bring_to(version, "deployment")
    proof = prove(company["tom"], PASSWORD, purpose(version))
    confirmation = suspend_version(company["tom"], Suspend(version, "It drifts", proof)).confirmation_ref
    page = Door(company, "jide").get(f"/requests/{confirmation}/edit")
    assert "Answering here bars nobody" in words(page)
    assert "you cannot sign" not in words(page)
    assert "Check answers" not in words(page)


def test_the_editor_reads_in_a_constant_number_of_statements(company: Company) -> None:
    request, ana = returned(company), Door(company, "ana")
    counts = []
    for name in ("one", "two"):
        company.attach(request, "IN-2", f"{name}.txt", name.encode())
        answer_point(company["ana"], AnswerPoint(request, 1, name))
        with counted_statements(company.app) as sent:
            assert ana.get(f"/requests/{request}/edit?item=IN-2").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] <= 36
