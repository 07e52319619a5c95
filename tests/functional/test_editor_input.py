"""Whatever is sent to the team's doors is stored, refused beside its field, or not found: never a fault."""

from __future__ import annotations

import io
from html import unescape

import pytest

from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from tests.fixtures.hostile import FILES, NAMES
from workflows.approvals.content import evidence_of
from workflows.approvals.evidence.naming import clean_name
from workflows.ground.transaction import reading

TEXTS = [
    "\x00",
    "a\x07b",
    "x" * 20_001,
    "‮gnp.exe",
    "<script>alert(1)</script>",
    "{{ 7*7 }} %(name)s {0} {name}",
    "' OR 1=1; --",
    "💥" * 5_000,
    "\r\n\r\n",
    "a" * 300 + "\u0301" * 300,
]
REFS = [
    "",
    "EV-0",
    "EV-999999999999999999",
    "EV-1\x00",
    "REQ-1",
    "x" * 5_000,
    "../../etc/passwd",
    "EV-1 OR 1=1",
]
FIELDS = (
    "text",
    "reason",
    "title",
    "url",
    "status",
    "replaces",
    "then",
    "revision",
    "submit_id",
    "do",
    "remove",
    "reuse",
)
ANSWERED = {303, 404, 409, 422}


@pytest.fixture
def request_ref(company: Company) -> str:
    """A draft of a limited system."""
    version = company.system("CV screening")
    company.classify(version, "limited")
    return company.open(version, "design")


def test_no_text_in_any_field_is_a_fault(company: Company, request_ref: str) -> None:
    ana = Door(company, "ana")
    address = f"/requests/{request_ref}/edit?item=IN-6"
    for field in FIELDS:
        for text in TEXTS:
            answer = ana.client.post(
                address, data=ana.hidden(address) | {"text": "Kept", "do": "later"} | {field: text}
            )
            assert answer.status_code in ANSWERED, (field, text[:40])
            assert "<script>alert" not in answer.get_data(as_text=True)


def test_what_was_typed_is_shown_again_however_it_looks(company: Company, request_ref: str) -> None:
    ana = Door(company, "ana")
    for text in ("a\x07b", "x" * 20_001):
        answer = ana.send(f"/requests/{request_ref}/edit?item=IN-2", {"text": text, "do": "save"})
        assert answer.status_code == 422
        assert text in unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("field", ["remove", "reuse", "replaces"])
def test_no_ref_reaches_evidence_that_is_not_there(company: Company, request_ref: str, field: str) -> None:
    ana = Door(company, "ana")
    for wrong in REFS[1:]:
        answer = ana.send(f"/requests/{request_ref}/edit?item=IN-2", {"text": "x", field: wrong})
        assert answer.status_code in ANSWERED, wrong[:40]
        assert answer.status_code != 303, wrong[:40]


def test_s49_evidence_of_another_system_cannot_be_used(company: Company, request_ref: str) -> None:
    other = company.system("Fraud detection")
    company.classify(other)
    foreign = company.open(other, "design")
    company.attach(foreign, "IN-2", "secret.txt")
    ref = evidence_of(reading(), company.request(foreign).id)["IN-2"][0]["ref"]
    answer = Door(company, "ana").send(f"/requests/{request_ref}/edit?item=IN-2", {"text": "x", "reuse": ref})
    assert answer.status_code == 422
    assert evidence_of(reading(), company.request(request_ref).id) == {}


@pytest.mark.parametrize("item", ["", "XX-1", "IN-2%00", "IN-99", "in-2", "..", "IN-2&item=IN-4", "💥"])
def test_an_item_that_is_not_asked_is_shown_as_another_and_never_saved(
    company: Company, request_ref: str, item: str
) -> None:
    ana = Door(company, "ana")
    address = f"/requests/{request_ref}/edit?item={item}"
    assert ana.get(address).status_code == 200
    sent = ana.send(address, {"text": "x", "do": "later"})
    assert sent.status_code in (303, 404)
    assert sent.status_code == 404 or "IN-2" in item


def test_every_name_is_kept_as_given(company: Company, request_ref: str) -> None:
    ana = Door(company, "ana")
    # The test client does not quote these two marks as browsers do.
    plain = [name for name in NAMES if not set(name) & {"\\", '"'}]
    for number, name in enumerate(plain):
        item = ("IN-2", "IN-4", "IN-5")[number % 3]
        files = [(io.BytesIO(f"content {number}".encode()), name)]
        sent = ana.send(
            f"/requests/{request_ref}/edit?item={item}", {"text": "x", "do": "save", "files": files}
        )
        assert sent.status_code in ANSWERED, repr(name)
        assert ana.get(f"/requests/{request_ref}/edit?item={item}").status_code == 200
    kept = {
        one["name"]
        for found in evidence_of(reading(), company.request(request_ref).id).values()
        for one in found
    }
    assert kept <= {clean_name(name) for name in plain}
    assert kept


@pytest.mark.parametrize("name", sorted(name for name in FILES))
def test_every_file_is_taken_inert_or_refused(company: Company, request_ref: str, name: str) -> None:
    data = FILES[name]()
    if len(data) > 400_000:
        data = data[:400_000]
    ana = Door(company, "ana")
    address = f"/requests/{request_ref}/edit?item=IN-2"
    sent = ana.send(address, {"text": "x", "do": "save", "files": [(io.BytesIO(data), name)]})
    assert sent.status_code in ANSWERED
    page = ana.get(address)
    assert page.status_code == 200
    assert "<script>alert" not in page.get_data(as_text=True)


def test_no_word_to_the_reviewers_and_no_answer_to_a_point_is_a_fault(
    company: Company, request_ref: str
) -> None:
    ana = Door(company, "ana")
    for text in TEXTS:
        for part, field in (("check", "said"), ("points/1", "answer"), ("withdraw", "other")):
            form = f"/requests/{request_ref}/check"
            answer = ana.client.post(f"/requests/{request_ref}/{part}", data=ana.hidden(form) | {field: text})
            assert answer.status_code in ANSWERED, (part, text[:40])


def test_s54_a_session_that_ended_keeps_what_was_typed(company: Company, request_ref: str) -> None:
    ana = Door(company, "ana")
    address = f"/requests/{request_ref}/edit?item=IN-2"
    fields = ana.hidden(address) | {"text": "Ninety minutes of work", "do": "save"}
    with ana.client.session_transaction() as session:
        session.pop("_user_id")
    answer = ana.client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 401
    assert "Ninety minutes of work" in answer.text
    assert evidence_of(reading(), company.request(request_ref).id) == {}
