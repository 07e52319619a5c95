"""A request that stands still ends by itself, whoever looks first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.terms import PointTerm
from workflows.ground.refused import Conflict
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases


def let_time_pass(company: Company, request: str) -> None:
    """Moves the end of the request's time into the past."""
    row = company.request(request)
    with transaction() as tx:
        tx.get_one(type(row), row.id).expires_at = row.opened_at - timedelta(seconds=1)


@pytest.fixture
def draft(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    return company.open(version, "design")


def test_a_draft_a_returned_and_a_reviewed_request_have_the_days_of_their_policy(
    company: Company, draft: str
) -> None:
    def days() -> int:
        row = company.request(draft)
        assert row.expires_at is not None
        return (row.expires_at - row.turn_since).days

    assert days() == 180
    company.answer_all(draft, by="milo")
    company.submit(draft)
    assert days() == 180
    point = (PointTerm("More", company["milo"].person_id or 0),)
    company.sign(draft, "jide", "legal_counsel", "request_changes", points=point)
    assert days() == 90


def test_an_expired_draft_is_neither_answered_nor_handed_in(company: Company, draft: str) -> None:
    company.answer_all(draft, by="milo")
    let_time_pass(company, draft)
    with pytest.raises(Conflict, match="request_expired"):
        save_answer(company["milo"], SaveAnswer(draft, "IN-5", "Late", "done"))
    with pytest.raises(Conflict, match="request_expired"):
        company.submit(draft)
    assert company.request(draft).status == "draft"


def test_opening_the_gate_anew_ends_the_expired_one_as_the_clock_in_the_same_act(
    company: Company, draft: str
) -> None:
    let_time_pass(company, draft)
    again = company.open("VER-1", "design")
    assert again != draft
    assert company.request(draft).status == "expired"
    entry = reading().scalars(select(RecordEntry).where(RecordEntry.action == "request:expired")).one()
    assert entry.actor_kind == "clock"
