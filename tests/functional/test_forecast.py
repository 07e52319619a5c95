"""When will it be decided: place, time left, and what requests of the same gate and tier took."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.deadlines import in_review
from tests.fixtures.doors import Door, words
from workflows.approvals.clock.forecast import Forecast, at_most, forecast, working_days
from workflows.approvals.clock.worktime import Calendar
from workflows.approvals.terms import PointTerm
from workflows.ground import clock
from workflows.ground.ids import key_of, uuid7
from workflows.ground.transaction import reading, transaction


def decided(company: Company, like: str, *days: int) -> None:
    """Requests of the same gate and tier that were decided so many weeks after they were handed in."""
    columns = ApprovalRequest.__table__.columns.keys()
    row = company.request(like)
    facts = {name: getattr(row, name) for name in columns if name not in ("id", "uuid")}
    start = datetime(2026, 1, 5, 10, tzinfo=UTC)  # a Monday
    with transaction() as tx:
        tx.execute(
            ApprovalRequest.__table__.insert(),
            [
                {
                    **facts,
                    "uuid": uuid7(),
                    "status": "approved",
                    "first_submitted_at": start,
                    "decided_at": start + timedelta(weeks=count),
                }
                for count in days
            ],
        )


def seen(request: str) -> Forecast:
    reading().rollback()
    row = reading().scalars(select(ApprovalRequest).where(ApprovalRequest.id == key_of("REQ", request))).one()
    found = forecast(reading(), row, clock.glance())
    assert found is not None
    return found


@pytest.mark.both_databases
def test_median_and_85th_percentile_are_those_of_the_gate_and_tier(company: Company) -> None:
    request = in_review(company)
    decided(company, request, 1, 2, 3, 4)
    few = seen(request)
    assert (few.samples, few.half, few.most) == (4, None, None)
    decided(company, request, 9)
    enough = seen(request)
    assert (enough.samples, enough.half, enough.most) == (5, 15, 45)
    assert (enough.place, enough.waiting) == (1, 1)


@pytest.mark.both_databases
def test_the_place_is_the_one_by_due_date_and_costs_the_same_among_many(company: Company) -> None:
    first = in_review(company)
    second = in_review(company, "Other")
    with transaction() as tx:
        row = tx.get_one(ApprovalRequest, key_of("REQ", second))
        tx.execute(
            update(ApprovalRequest)
            .where(ApprovalRequest.id == row.id)
            .values(due_at=(row.due_at or clock.glance()) - timedelta(days=1))
        )
    assert (seen(second).place, seen(first).place, seen(first).waiting) == (1, 2, 2)
    row = company.request(first)
    with counted_statements(company.app) as statements:
        forecast(reading(), row, clock.glance())
    assert len(statements) <= 3, "\n".join(statements)


def test_the_page_says_when_and_is_honest_while_too_few_are_decided(company: Company) -> None:
    request = in_review(company)
    page = words(Door(company, "jide").get(f"/requests/{request}"))
    assert "When will it be decided?" in page
    assert "Not enough decided yet" in page
    assert "1 of 1 in review" in page
    assert "of working time left" in page
    decided(company, request, 1, 1, 2, 2, 3)
    assert "Half took at most 10 working days, 85 of 100 at most 15" in words(
        Door(company, "jide").get(f"/requests/{request}")
    )


def test_s65_the_page_says_that_the_clock_stands_with_the_team_and_since_when(company: Company) -> None:
    request = in_review(company)
    point = (PointTerm("Say more", company["milo"].person_id or 0, "IN-5"),)
    company.sign(request, "jide", "legal_counsel", "request_changes", points=point)
    page = words(Door(company, "jide").get(f"/requests/{request}"))
    assert "Clock stands" in page
    assert "not in the queue while it is with the team" in page


@pytest.mark.parametrize(
    ("took", "most"),
    [((1,), 1), ((1, 2, 3, 4, 5), 5), (tuple(range(1, 21)), 17), (tuple(range(1, 101)), 85)],
)
def test_the_85th_percentile_is_the_nearest_rank(took: tuple[int, ...], most: int) -> None:
    assert at_most(took, 85) == most


def test_a_decision_on_the_same_day_took_no_working_day() -> None:
    friday = datetime(2026, 6, 5, 9, tzinfo=UTC)
    assert working_days(friday, friday + timedelta(hours=5), Calendar()) == 0
    assert working_days(friday, friday + timedelta(days=2), Calendar()) == 0
    assert working_days(friday, friday + timedelta(days=3), Calendar()) == 1
