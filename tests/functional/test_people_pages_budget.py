"""The pages of the clock and the people cost a fixed number of statements, whatever the database holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from models.absence import Absence
from models.committee_date import CommitteeDate
from tests.fixtures.company import Company
from tests.fixtures.conditions import with_condition
from tests.fixtures.counting import counted_statements
from tests.fixtures.deadlines import in_review
from tests.fixtures.review import browse
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction
from workflows.notices import telling
from workflows.people.delegating.absences import SetAway, set_away

BUDGETS = {
    "/calendar": 12,
    "/absence": 12,
    "/conditions": 10,
    "/conditions/COND-1": 16,
    "/notices": 8,
    "/preferences/notices": 8,
    "/handovers": 8,
    "/requests/REQ-2/assign": 20,
    "/admin/calendar": 10,
}
"""Statements of one page with its session, rights and number beside Home; for the governance lead."""

DAY = timedelta(days=1)


def fill(company: Company, number: int) -> None:
    """One more of everything that these pages list."""
    now = datetime.now(UTC)
    request = in_review(company, f"System {number}")
    assert company.request(request).status == "in_review"
    with transaction() as tx:
        begin = now + number * DAY
        tx.add(
            Absence(
                uuid=uuid7(),
                person_id=company["rosa"].person_id,
                starts_on=begin.date(),
                ends_on=begin.date(),
                starts_at=begin,
                ends_at=begin + DAY,
                made_at=now,
            )
        )
        tx.add(
            CommitteeDate(
                uuid=uuid7(),
                title="Committee",
                starts_at=begin,
                ends_at=begin + timedelta(hours=1),
                made_by_id=company["tom"].person_id,
                made_at=now,
            )
        )
    telling.sweep()


def costs(company: Company, house: Flask) -> dict[str, int]:
    client, found = browse(company, "tom"), {}
    client.get("/")
    for path in BUDGETS:
        with counted_statements(house) as statements:
            answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = len(statements)
    return found


@pytest.mark.both_databases
def test_pages_of_the_clock_and_the_people_cost_the_same_for_few_and_for_many(
    company: Company, house: Flask
) -> None:
    with_condition(company, _classified(company, "First"))
    first = datetime.now(UTC).date() + 9 * DAY
    set_away(company["tom"], SetAway(first, first + DAY, company["nils"].person_id))
    for number in (1, 2):
        fill(company, number)
    few = costs(company, house)
    for number in range(3, 8):
        with_condition(company, _classified(company, f"More {number}"))
        fill(company, number)
    assert costs(company, house) == few
    over = {path: n for path, n in few.items() if n > BUDGETS[path]}
    assert over == {}, few


def _classified(company: Company, name: str) -> str:
    version = company.system(name)
    company.classify(version, "limited")
    return version
