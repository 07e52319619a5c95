"""Stepping back: the pool shrinks honestly, a lost quorum is told and opens nothing, the recused read no more."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.outbox import OutboxFact
from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from tests.fixtures.policies import new_policy, ready
from workflows.approvals.discussing import Say, comment_on
from workflows.approvals.inbox import inbox
from workflows.approvals.pool.reach import lacking
from workflows.approvals.terms import PointTerm
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.people.standing import standing_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def request_ref(company: Company) -> str:
    """A request with a board of three of whom two have to approve."""
    for name in ("kim", "lea"):
        company.hire(name, "committee_member")
    board = {"key": "board", "role": "committee_member", "step": 1, "mode": "decides", "needs": 2, "seats": 3}
    legal = {"key": "legal_counsel", "role": "legal_counsel", "step": 1, "mode": "decides"}
    new_policy(company, "design", "limited", seats=[legal, board])
    return ready(company, "design")


def told() -> list[list[int]]:
    session = reading()
    session.rollback()
    rows = session.scalars(select(OutboxFact).where(OutboxFact.event == "seat:unreachable"))
    return [json.loads(row.person_ids) for row in rows]


def home_of(company: Company, name: str) -> list[str]:
    session = reading()
    session.rollback()
    person = standing_of(session, company[name].person_id or 0, clock.glance())
    assert person is not None
    return [row.turn.why for row in inbox(session, person).rows]


def test_s38_two_of_three_step_back_and_the_request_stays_shut_and_escalates(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "ben", "board.1", "recuse", reason="My sister works there")
    assert told() == []
    company.sign(request_ref, "kim", "board.2", "recuse", reason="I own shares")
    assert told() == [[company["tom"].person_id]]
    assert "turn_quorum" in home_of(company, "tom")
    company.sign(request_ref, "lea", "board.3")
    company.sign(request_ref, "jide", "legal_counsel")
    assert company.request(request_ref).status == "in_review"
    assert company.version("VER-1").stage == "intake"
    assert "turn_quorum" in home_of(company, "tom")
    with pytest.raises(Refused, match="bar_recused_you"):
        company.sign(request_ref, "ben", "board.2")


def test_s38_whoever_stepped_back_reads_neither_the_discussion_nor_the_reasons_of_others(
    company: Company, request_ref: str
) -> None:
    page = f"/requests/{request_ref}"
    comment_on(company["jide"], Say(request_ref, "Only for those who decide"))
    terms = (PointTerm("Name the owner of the data", company["milo"].person_id or 0),)
    assert "Only for those who decide" in Door(company, "ben").text(page)
    company.sign(request_ref, "ben", "board.1", "recuse", reason="My sister works there")
    company.sign(request_ref, "lea", "board.3", "request_changes", reason="A secret doubt", points=terms)
    assert "A secret doubt" in Door(company, "jide").text(page)
    seen = Door(company, "ben").text(page)
    assert "My sister works there" in seen
    assert "A secret doubt" not in seen
    assert "Only for those who decide" not in seen
    with pytest.raises(Refused, match="bar_recused_you"):
        comment_on(company["ben"], Say(request_ref, "But still"))


def test_a_recusal_that_leaves_nobody_for_a_seat_of_its_own_is_told_at_once(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "jide", "legal_counsel", "recuse", reason="I drafted the contract")
    assert told() == [[company["tom"].person_id]]
    assert company.seats(request_ref)["legal_counsel"].status == "open"
    assert "turn_unreachable" in home_of(company, "tom")


def test_of_a_group_only_as_many_seats_as_it_lacks_need_a_person(company: Company, request_ref: str) -> None:
    company.sign(request_ref, "lea", "board.3")
    open_seats, still = lacking(company.seats(request_ref).values())["board"]
    assert (sorted(open_seats), still) == (["board.1", "board.2"], 1)
