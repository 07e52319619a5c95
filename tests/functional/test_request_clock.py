"""The clock of a request: runs while reviewers have it, stands otherwise, and sums what it ran."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.approval_request import ApprovalRequest
from models.change_point import ChangePoint
from models.clock_span import ClockSpan
from tests.fixtures.company import Company
from tests.fixtures.deadlines import in_review
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.worktime import add, due, worked
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.terms import PointTerm
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases


def spans(request: str) -> list[ClockSpan]:
    reading().rollback()
    return list(
        reading().scalars(
            select(ClockSpan).where(ClockSpan.request_id == key_of("REQ", request)).order_by(ClockSpan.number)
        )
    )


def run_since(request: str, since: timedelta) -> None:
    """Lets the running span have begun so much earlier."""
    with transaction() as tx:
        row = tx.get_one(ApprovalRequest, key_of("REQ", request))
        assert row.clock_started_at is not None
        begin: datetime = row.clock_started_at - since
        row.clock_started_at = begin
        tx.execute(
            update(ClockSpan)
            .where(ClockSpan.request_id == row.id, ClockSpan.stopped_at.is_(None))
            .values(started_at=begin)
        )


def point(company: Company, text: str = "Say which alternatives were looked at") -> tuple[PointTerm, ...]:
    return (PointTerm(text, company["milo"].person_id or 0, "IN-5"),)


def _answer(company: Company, request: str) -> None:
    numbers = reading().scalars(
        select(ChangePoint.number).where(
            ChangePoint.request_id == key_of("REQ", request), ChangePoint.answered_at.is_(None)
        )
    )
    for number in list(numbers):
        answer_point(company["milo"], AnswerPoint(request, number, "Done"))


def test_s64_a_fresh_clock_keeps_the_promise_of_the_policy_and_is_not_overdue(company: Company) -> None:
    row = company.request(in_review(company))
    cal = load_calendar(reading())
    assert row.clock_days is not None
    assert row.clock_started_at is not None
    assert row.due_at == due(row.clock_started_at, row.clock_days, cal)
    whole = worked(row.clock_started_at, row.due_at, cal)
    assert row.half_at == add(row.clock_started_at, whole // 2, cal)
    assert row.late_at == add(row.clock_started_at, whole * 3 // 2, cal)
    assert row.very_late_at == add(row.clock_started_at, whole * 2, cal)
    assert row.clock_started_at < row.half_at < row.due_at < row.late_at < row.very_late_at


def test_s65_the_clock_stands_with_the_team_and_sums_its_spans_over_two_resubmissions(
    company: Company,
) -> None:
    request = in_review(company)
    for _ in range(2):
        run_since(request, timedelta(days=3))
        company.sign(request, "jide", "legal_counsel", "request_changes", points=point(company))
        row = company.request(request)
        assert row.clock_started_at is None
        assert (row.half_at, row.due_at, row.late_at, row.very_late_at) == (None, None, None, None)
        _answer(company, request)
        company.submit(request)
    row, found, cal = company.request(request), spans(request), load_calendar(reading())
    assert [span.number for span in found] == [1, 2, 3]
    assert [span.why for span in found] == ["with_team", "with_team", ""]
    assert [span.seconds for span in found[:2]] == [
        worked(span.started_at, span.stopped_at or span.started_at, cal) for span in found[:2]
    ]
    assert row.clock_used == sum(span.seconds or 0 for span in found) > 0
    assert row.clock_started_at == found[2].started_at
    whole = worked(found[0].started_at, due(found[0].started_at, row.clock_days or 0, cal), cal)
    assert row.due_at == add(found[2].started_at, whole - row.clock_used, cal)


def test_time_that_is_used_up_does_not_come_back_with_a_resubmission(company: Company) -> None:
    request = in_review(company)
    run_since(request, timedelta(days=90))
    company.sign(request, "jide", "legal_counsel", "request_changes", points=point(company))
    _answer(company, request)
    company.submit(request)
    row = company.request(request)
    assert row.due_at == row.clock_started_at


def test_a_request_that_ended_keeps_its_due_date_and_its_clock_stands(company: Company) -> None:
    request = in_review(company)
    promised = company.request(request).due_at
    withdraw_request(company["ana"], Withdraw(request, "Not needed any more"))
    row = company.request(request)
    assert row.clock_started_at is None
    assert row.due_at == promised
    assert [span.why for span in spans(request)] == ["ended"]
