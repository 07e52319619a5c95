"""The list of requests: only what one may see, whose turn each is, and as many statements for ten as for many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from models.approval_request import ApprovalRequest
from models.base import db
from models.subject import Subject
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from workflows.approvals.terms import PointTerm
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction
from workflows.lifecycle.request_list import PAGE

BUDGET = 8


def draft(company: Company, name: str = "CV screening", tier: str = "limited") -> str:
    version = company.system(name)
    company.classify(version, tier)
    return company.open(version, "design")


def in_review(company: Company, name: str = "Credit scoring", tier: str = "limited") -> str:
    request = draft(company, name, tier)
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def many(company: Company, like: str, count: int) -> None:
    """More requests about subjects of the same system, written past the use cases."""
    model = company.request(like)
    facts = {c.name: getattr(model, c.name) for c in ApprovalRequest.__table__.columns if c.name != "id"}
    base = company.request(like).subject_id
    with transaction() as tx:
        subject = tx.get_one(Subject, base)
        shape = {c.name: getattr(subject, c.name) for c in Subject.__table__.columns if c.name != "id"}
        rows = [{**shape, "uuid": uuid7(), "label": f"Bulk {number}"} for number in range(count)]
        keys = list(tx.scalars(insert(Subject).returning(Subject.id), rows))
        start = datetime.now(UTC)
        tx.execute(
            insert(ApprovalRequest),
            [
                {**facts, "uuid": uuid7(), "subject_id": key, "due_at": start + timedelta(minutes=n % 40)}
                for n, key in enumerate(keys)
            ],
        )


def test_the_list_says_whose_turn_why_and_how_long_is_left(company: Company) -> None:
    waiting, mine = in_review(company), draft(company)
    text = words(Door(company, "ana").get("/requests"))
    assert "Legal counsel : handed in by Ana, round 1" in text
    assert "Your turn, with the team : it has not been handed in yet" in text
    assert "left" in text
    assert text.index(waiting) < text.index(mine)
    jide = words(Door(company, "jide").get("/requests"))
    assert "Your turn as Legal counsel" in jide
    assert "The team, Ana" in jide


def test_the_turn_is_the_readers_only_where_the_evaluator_lets_them_sign(company: Company) -> None:
    version = company.system()
    company.classify(version)
    request = company.open(version, "design")
    company.hire("joan", "legal_counsel")
    company.answer_all(request, by="joan")
    company.submit(request)
    assert "Your turn" not in words(Door(company, "joan").get("/requests"))
    assert "Your turn as Legal counsel" in words(Door(company, "jide").get("/requests"))


def test_points_and_holds_are_said(company: Company) -> None:
    request = in_review(company)
    points = (
        PointTerm("Show it", company["ana"].person_id or 0),
        PointTerm("And that", company["ana"].person_id or 0),
    )
    company.sign(request, "jide", "legal_counsel", "request_changes", points=points)
    page = Door(company, "ana").get("/requests")
    assert "points still to be answered: 2 of 2" in words(page)
    assert f'href="/requests/{request}/edit"' in page.text


def test_a_stranger_sees_none_and_is_told_what_a_request_is(company: Company) -> None:
    draft(company)
    text = words(Door(company, "nils").get("/requests"))
    assert "No open request" in text
    assert "CV screening" not in text


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("", {"REQ-1", "REQ-2", "REQ-3"}, set()),
        ("status=draft", {"REQ-1"}, {"REQ-2", "REQ-3"}),
        ("status=in_review", {"REQ-2", "REQ-3"}, {"REQ-1"}),
        ("status=approved", set(), {"REQ-1", "REQ-2", "REQ-3"}),
        ("status=all", {"REQ-1", "REQ-2", "REQ-3"}, set()),
        ("tier=high", {"REQ-3"}, {"REQ-1", "REQ-2"}),
        ("gate=design", {"REQ-1", "REQ-2", "REQ-3"}, set()),
        ("gate=testing", set(), {"REQ-1"}),
        ("q=screen", {"REQ-1"}, {"REQ-2", "REQ-3"}),
        ("q=SYS-2", {"REQ-2"}, {"REQ-1", "REQ-3"}),
        ("q=req-3", {"REQ-3"}, {"REQ-1", "REQ-2"}),
        ("q=%25", set(), {"REQ-1"}),
        ("mine=role", {"REQ-2", "REQ-3"}, {"REQ-1"}),
        ("mine=team", set(), {"REQ-1", "REQ-2", "REQ-3"}),
    ],
)
def test_filters_narrow_the_list(company: Company, query: str, shown: set[str], hidden: set[str]) -> None:
    draft(company)
    in_review(company)
    in_review(company, "Fraud detection", "high")
    text = Door(company, "jide").get(f"/requests?{query}").text
    assert all(f"/requests/{ref}" in text for ref in shown)
    assert not any(f'/requests/{ref}"' in text for ref in hidden)


@pytest.mark.parametrize(
    "query",
    [
        "status=x",
        "gate=%00",
        "tier=💥",
        "mine=all",
        "after=x",
        "after=-1",
        "after=9",
        "after=999999999999999999",
        "q=" + "a" * 5000,
        "q=%27%22%3Cb%3E",
    ],
)
def test_no_query_is_a_fault(company: Company, query: str) -> None:
    draft(company)
    assert Door(company, "ana").get(f"/requests?{query}").status_code == 200


@pytest.mark.both_databases
def test_pages_follow_one_another_without_a_gap_or_a_repetition(company: Company) -> None:
    request = in_review(company)
    many(company, request, PAGE * 2)
    ana, seen, address = Door(company, "ana"), [], "/requests?status=in_review"
    for _ in range(5):
        text = ana.get(address).text
        seen += [
            part.partition('"')[0]
            for part in text.split('<th scope="row"><a class="id" href="/requests/')[1:]
        ]
        if 'rel="next"' not in text:
            break
        address = text.partition('<a href="/requests?after=')[2].partition('"')[0].replace("&amp;", "&")
        address = "/requests?after=" + address
    assert len(seen) == PAGE * 2 + 1
    assert len(set(seen)) == len(seen)


@pytest.mark.both_databases
def test_the_list_takes_as_many_statements_for_many_as_for_one(company: Company) -> None:
    request, jide = in_review(company), Door(company, "jide")
    counts = []
    for more in (0, PAGE * 2):
        if more:
            many(company, request, more)
        db.session.remove()
        with counted_statements(company.app) as sent:
            assert jide.get("/requests").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] <= BUDGET
