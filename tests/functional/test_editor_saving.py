"""Saving in the editor through its door: one button, one act, nothing typed is lost."""

from __future__ import annotations

import io

import pytest
from flask import request as flask_request
from sqlalchemy import func, select

from models.answer import Answer
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.content import evidence_of, read
from workflows.approvals.evidence import staging
from workflows.ground.refused import NotAllowed
from workflows.ground.transaction import reading


def draft(company: Company, gate: str = "design") -> str:
    """A draft for the first gate of a limited system."""
    version = company.system("CV screening")
    company.classify(version, "limited")
    return company.open(version, gate)


def stored(company: Company, request: str, key: str) -> Answer | None:
    row = company.request(request)
    return (
        reading().scalars(select(Answer).where(Answer.request_id == row.id, Answer.item_key == key)).first()
    )


def names(company: Company, request: str, key: str) -> list[str]:
    return [piece["name"] for piece in evidence_of(reading(), company.request(request).id).get(key, [])]


def entries(action: str) -> int:
    reading().rollback()
    query = select(func.count()).select_from(RecordEntry).where(RecordEntry.action == action)
    return reading().scalars(query).one()


def file(name: str = "report.txt", data: bytes = b"Checked") -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


@pytest.mark.both_databases
def test_answer_and_files_are_saved_in_one_act_and_lead_to_the_next_item(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    sent = ana.send(
        f"/requests/{request}/edit?item=IN-2",
        {
            "text": "All eight practices screened",
            "do": "save",
            "then": "IN-4",
            "files": [file(), file("b.csv", b"a,b\n")],
        },
    )
    assert (sent.status_code, sent.location) == (303, f"/requests/{request}/edit?item=IN-4")
    answer = stored(company, request, "IN-2")
    assert answer is not None
    assert (answer.text, answer.status, answer.answered_by_id) == (
        "All eight practices screened",
        "done",
        company["ana"].person_id,
    )
    assert names(company, request, "IN-2") == ["report.txt", "b.csv"]
    assert entries("request:evidence:attached") == 1


def test_saving_as_not_finished_keeps_a_draft_on_the_server_and_stays(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-4"
    sent = ana.send(address, {"text": "Half of it", "do": "later"})
    assert sent.location == address
    page = Door(company, "milo").text(address)
    assert "Half of it" in page
    assert "In progress" in page
    assert "Ana answered this at" in page


def test_nothing_is_finished_that_nothing_answers_and_a_bare_link_is_no_answer(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-2"
    for typed in ({"text": "  "}, {"url": "https://example.org/x", "title": "The page"}):
        answer = ana.send(address, {"do": "save"} | typed)
        assert answer.status_code == 422
        assert "Nothing counts as an answer yet" in words(answer)
    assert "https://example.org/x" in answer.text
    assert stored(company, request, "IN-2") is None
    copied = ana.send(
        address, {"do": "save", "url": "https://example.org/x", "copy": file("page.pdf", b"%PDF-1.4 x")}
    )
    assert copied.status_code == 303
    assert names(company, request, "IN-2") == ["page.pdf"]


def test_a_file_that_is_refused_is_named_beside_its_field_and_the_text_is_kept(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    answer = ana.send(
        f"/requests/{request}/edit?item=IN-2",
        {"text": "Typed for an hour", "do": "save", "files": [file("empty.txt", b""), file()]},
    )
    assert answer.status_code == 422
    assert "empty.txt is empty" in words(answer)
    assert 'href="#files"' in answer.text
    assert "Typed for an hour" in answer.text
    assert stored(company, request, "IN-2") is None


def test_too_large_a_file_is_refused_beside_its_field(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_max_bytes", 100_000)
    request, ana = draft(company), Door(company, "ana")
    answer = ana.send(
        f"/requests/{request}/edit?item=IN-2",
        {"text": "Kept", "do": "save", "files": [file("big.bin", b"x" * 100_001)]},
    )
    assert answer.status_code == 422
    assert "big.bin is larger than" in words(answer)
    assert "Kept" in answer.text


def test_a_save_may_bring_several_files_of_the_largest_size(company: Company) -> None:
    with company.app.test_request_context("/requests/REQ-1/edit", method="POST"):
        with pytest.raises(NotAllowed):
            company.app.preprocess_request()
        assert flask_request.max_content_length == (25 * 10 + 2) * 1024 * 1024


def test_too_many_files_at_once_are_refused(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    many = [file(f"{number}.txt") for number in range(11)]
    answer = ana.send(f"/requests/{request}/edit?item=IN-2", {"text": "Kept", "do": "save", "files": many})
    assert answer.status_code == 422
    assert "Choose at most 10 files at once" in words(answer)


def test_evidence_is_removed_replaced_and_used_again_and_text_comes_along(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-2"
    ana.send(address, {"text": "One", "do": "save", "files": file("first.txt")})
    first = evidence_of(reading(), company.request(request).id)["IN-2"][0]["ref"]
    replaced = ana.send(
        address, {"text": "One", "do": "save", "files": file("second.txt", b"2"), "replaces": first}
    )
    assert replaced.status_code == 303
    assert names(company, request, "IN-2") == ["second.txt"]
    second = evidence_of(reading(), company.request(request).id)["IN-2"][0]["ref"]
    removed = ana.send(address, {"text": "One and two", "remove": second})
    assert removed.location == address
    answer = stored(company, request, "IN-2")
    assert answer is not None
    assert (answer.text, answer.status) == ("One and two", "done")
    assert names(company, request, "IN-2") == []
    assert ana.send(f"/requests/{request}/edit?item=IN-4", {"text": "", "reuse": second}).status_code == 303
    assert names(company, request, "IN-4") == ["second.txt"]
    again = ana.send(address, {"text": "One and two", "remove": second})
    assert again.status_code == 404


def test_replacing_takes_exactly_one_file(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-2"
    ana.send(address, {"text": "One", "do": "save", "files": file("first.txt")})
    first = evidence_of(reading(), company.request(request).id)["IN-2"][0]["ref"]
    answer = ana.send(address, {"text": "Mine", "do": "save", "replaces": first})
    assert answer.status_code == 422
    assert "Choose exactly one file to replace" in words(answer)
    assert names(company, request, "IN-2") == ["first.txt"]


def test_a_should_item_is_set_aside_or_left_open_only_with_a_reason(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-6"
    for status, said in (
        ("not_needed", "Write why this is not needed"),
        ("in_progress", "Write why this stays open"),
    ):
        answer = ana.send(address, {"status": status, "do": "save"})
        assert answer.status_code == 422
        assert said in words(answer)
        assert 'href="#reason"' in answer.text
    assert (
        ana.send(address, {"status": "in_progress", "reason": "Comes later", "do": "save"}).status_code == 303
    )
    assert "1 left open with a reason" in words(ana.get(address))
    ana.send(address, {"status": "not_needed", "reason": "Law asks for it", "do": "save"})
    assert "1 not needed" in words(ana.get(address))


def test_a_must_item_cannot_be_set_aside_by_a_forged_field(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    answer = ana.send(
        f"/requests/{request}/edit?item=IN-2", {"status": "not_needed", "reason": "No", "do": "save"}
    )
    assert answer.status_code == 422
    assert "cannot be set aside" in words(answer)


def test_s16_two_editors_see_both_texts_and_nothing_is_lost(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-2"
    seen = ana.hidden(address)
    save_answer(company["milo"], SaveAnswer(request, "IN-2", "Milo's words", "done"))
    late = ana.client.post(address, data=seen | {"text": "Ana's words", "do": "save"})
    assert late.status_code == 409
    assert "Milo's words" in words(late)
    assert "Ana's words" in words(late)
    assert "Somebody changed this while you were editing" in words(late)
    assert stored(company, request, "IN-2").text == "Milo's words"  # type: ignore[union-attr]
    assert ana.send(address, {"text": "Both", "do": "save"}).status_code == 303


def test_s04_a_save_that_is_sent_twice_is_done_once_and_leads_to_the_editor(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/edit?item=IN-2"
    fields = ana.hidden(address) | {"text": "Once", "do": "save", "then": "IN-4"}
    first, second = ana.client.post(address, data=fields), ana.client.post(address, data=fields)
    assert (first.location, second.location) == (f"/requests/{request}/edit?item=IN-4",) * 2
    assert entries("request:item:answered") == 1


def test_s42_forged_fields_are_ignored(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    before = company.request(request)
    was = (before.status, before.tier, before.policy_version_id)
    ana.send(
        f"/requests/{request}/edit?item=IN-2",
        {
            "text": "x",
            "do": "save",
            "answered_by_id": "1",
            "tier": "minimal",
            "request_ref": "REQ-9",
            "inherited": "as in v0",
            "request_status": "approved",
        },
    )
    after = company.request(request)
    assert (after.status, after.tier, after.policy_version_id) == was
    answer = stored(company, request, "IN-2")
    assert answer is not None
    assert (answer.inherited, answer.answered_by_id) == ("", company["ana"].person_id)


def test_s54_an_expired_key_keeps_what_was_typed(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    answer = ana.client.post(
        f"/requests/{request}/edit?item=IN-2",
        data=ana.hidden(f"/requests/{request}/edit?item=IN-2")
        | {"text": "Ninety minutes", "csrf_token": "old"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 403
    assert "Ninety minutes" in answer.text


def test_in_review_a_save_opens_the_next_round_and_says_whose_signatures_fell(company: Company) -> None:
    request, milo = draft(company), Door(company, "milo")
    company.answer_all(request, by="milo")
    company.submit(request)
    company.sign(request, "jide", "legal_counsel")
    address = f"/requests/{request}/edit?item=IN-2"
    assert "It clears what was signed by Jide, Legal counsel" in words(milo.get(address))
    assert milo.send(address, {"text": "Changed", "do": "save"}).status_code == 303
    assert "Round 2 is open now" in words(milo.get(address))
    emptied = milo.send(address, {"text": "", "do": "later"})
    assert emptied.status_code == 422
    assert "This would leave IN-2 open" in words(emptied)
    assert len(read(reading(), company.request(request)).open_blocking) == 0
