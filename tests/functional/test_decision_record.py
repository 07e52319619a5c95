"""The decision record: a tagged PDF with every signature as it was given, the same bytes whenever it is made."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.policy_draft import PolicyDraft
from models.signature import Signature
from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from tests.fixtures.pdfs import look
from workflows.approvals.policies.drafts.proposing import ProposeDraft, propose_draft
from workflows.approvals.policies.drafts.saving import EditPart, edit_part
from workflows.approvals.policies.drafts.starting import StartDraft, start_draft
from workflows.ground.ids import key_of
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


def test_the_record_of_a_publication_says_what_it_changes(company: Company) -> None:
    draft = start_draft(company["tom"], StartDraft("deployment", "limited", 0)).ref
    key = key_of("DRAFT", draft)
    before = reading().get_one(PolicyDraft, key)
    rules = {name: value for name, value in json.loads(before.body).items() if name != "schema"}
    rules["sla_days"] = 4
    edit_part(company["tom"], EditPart(draft, before.revision, "rules", value=json.dumps(rules)))
    reading().rollback()
    revision = reading().get_one(PolicyDraft, key).revision
    request = propose_draft(
        company["tom"], ProposeDraft(draft, revision, "Decisions take too long")
    ).request_ref
    answer = Door(company, "maria").get(f"/requests/{request}/decision.pdf")
    assert answer.status_code == 200
    text = look(answer.data).text
    for part in (
        "What changes in the",
        "Decisions take too long",
        "It is not decided yet",
        "Nobody has signed.",
    ):
        assert part in text, part
