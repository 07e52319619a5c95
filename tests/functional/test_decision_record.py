"""The decision record: a tagged PDF with every signature as it was given, the same bytes whenever it is made."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.signature import Signature
from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from tests.fixtures.pdfs import look
from workflows.ground.transaction import reading


@pytest.fixture
def request_ref(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    return company.pass_gate(version, "design")


def test_s74_the_paper_shows_name_time_with_zone_meaning_and_digest_of_every_signature(
    company: Company, request_ref: str
) -> None:
    answer = Door(company, "ana").get(f"/requests/{request_ref}/decision.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert "attachment" in answer.headers["Content-Disposition"]
    seen = look(answer.data)
    digest = company.request(request_ref).digest
    for part in ("Approved", "Halm Group", "UTC)", digest, "password, at this signature"):
        assert part in seen.text, part
    for one in reading().scalars(select(Signature)):
        for part in (one.printed_name, one.meaning, one.statement, one.seal):
            assert part in seen.text, part
    assert "certificate" not in seen.text.lower()
    signers = {one.signature_id for one in company.seats(request_ref).values() if one.signature_id}
    assert seen.text.count("Meaning") == len(signers) > 0


def test_the_paper_has_a_title_a_language_and_a_structure(company: Company, request_ref: str) -> None:
    seen = look(Door(company, "ana").get(f"/requests/{request_ref}/decision.pdf").data)
    assert seen.title == f"Decision record {request_ref}"
    assert (seen.language, seen.tagged) == ("en", True)
    assert {"Document", "H1", "H2", "L", "LI", "Table", "TH", "TD", "P"} <= set(seen.tags)
    assert seen.tags.index("H1") < seen.tags.index("H2")


def test_the_paper_is_the_same_bytes_whenever_and_for_whomever_it_is_made(
    company: Company, request_ref: str
) -> None:
    first = Door(company, "ana").get(f"/requests/{request_ref}/decision.pdf").data
    assert first == Door(company, "ana").get(f"/requests/{request_ref}/decision.pdf").data
    assert first == Door(company, "jide").get(f"/requests/{request_ref}/decision.pdf").data


def test_there_is_no_paper_for_strangers_and_none_before_something_is_handed_in(
    company: Company, request_ref: str
) -> None:
    assert Door(company, "nils").get(f"/requests/{request_ref}/decision.pdf").status_code == 404
    draft = company.open("VER-1", "data_review")
    assert Door(company, "ana").get(f"/requests/{draft}/decision.pdf").status_code == 404
    assert "decision.pdf" not in Door(company, "ana").text(f"/requests/{draft}")
