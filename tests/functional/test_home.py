"""Home: what needs somebody, with the reason, and the same number in the navigation."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from models.role_grant import RoleGrant
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door
from workflows.approvals.terms import PointTerm
from workflows.ground import clock
from workflows.ground.transaction import transaction

pytestmark = pytest.mark.both_databases


def submitted(company: Company, gate: str = "design", name: str = "Credit scoring") -> str:
    version = company.system(name)
    company.classify(version, "limited")
    request = company.open(version, gate)
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def rows(text: str) -> list[str]:
    """What stands in the list of what needs the reader."""
    part = text.partition('class="plain inbox">')[2].partition("</ol>")[0]
    return re.findall(r"<li>(.*?)</li>", part, re.S)


def badge(text: str) -> int:
    """The number beside Home in the navigation."""
    found = re.search(r'class="count">([0-9]+)', text)
    return int(found.group(1)) if found else 0


def test_a_reviewer_sees_the_seat_whose_turn_it_is_with_role_reason_and_due_date(company: Company) -> None:
    request = submitted(company)
    due = company.request(request).due_at
    text = Door(company, "jide").text("/")
    assert "One thing needs you, Jide" in text
    (row,) = rows(text)
    assert request in row
    assert "Your turn as" in row
    assert "handed in by Ana, round 1" in row
    assert due is not None
    assert f'datetime="{due.year}' in row
    assert "left" in row
    assert f"Review next: {request}" in text


def test_nothing_needs_somebody_without_a_part_in_anything_and_home_says_so(company: Company) -> None:
    submitted(company)
    text = Door(company, "nils").text("/")
    assert "Nothing needs you" in text
    assert rows(text) == []
    assert badge(text) == 0


def test_the_team_has_its_drafts_and_what_came_back_and_waits_for_what_is_in_review(company: Company) -> None:
    request = submitted(company)
    draft = company.open(company.system("Fraud detection"), "retirement")
    text = Door(company, "ana").text("/")
    assert draft in rows(text)[0]
    assert "not been handed in yet" in rows(text)[0]
    waits = text.partition('id="h-wait"')[2]
    assert request in waits
    assert "handed in by Ana" in waits
    company.sign(request, "jide", "legal_counsel", "request_changes", points=_points(company, "ana"))
    text = Door(company, "ana").text("/")
    assert len(rows(text)) == 2
    assert "points still to be answered: 1 of 1" in text


def _points(company: Company, owner: str) -> tuple[PointTerm, ...]:
    return (PointTerm("Say more about it", company[owner].person_id, ""),)


def test_s56_badge_and_list_agree_and_what_one_may_only_see_is_in_neither(company: Company) -> None:
    request = submitted(company)
    for name in ("ana", "milo", "maria", "jide", "tom", "carla", "ruth", "nils", "admin"):
        text = Door(company, name).text("/")
        assert badge(text) == len(rows(text)), name
    # Lara may fill the same seat, Milo answered and Ruth only reads.
    company.hire("lara", "legal_counsel")
    assert badge(Door(company, "lara").text("/systems")) == badge(Door(company, "jide").text("/systems")) == 1
    assert badge(Door(company, "ruth").text("/systems")) == badge(Door(company, "milo").text("/systems")) == 0
    company.sign(request, "jide", "legal_counsel")
    assert badge(Door(company, "jide").text("/")) == badge(Door(company, "lara").text("/")) == 0


def test_s56_home_takes_eight_statements_and_the_badge_two_however_much_there_is(company: Company) -> None:
    submitted(company)
    first = {name: _count(company, name) for name in ("maria", "tom", "ana", "olu")}
    for number in range(3):
        submitted(company, name=f"Other {number}")
    after = {name: _count(company, name) for name in ("maria", "tom", "ana", "olu")}
    assert first == after
    assert all(home <= 8 and other <= 3 for home, other in after.values()), after


def _count(company: Company, name: str) -> tuple[int, int]:
    door = Door(company, name)
    found = []
    for address in ("/", "/help"):
        with counted_statements(company.app) as sent:
            assert door.get(address).status_code in (200, 404)
        found.append(len(sent))
    return found[0], found[1]


def test_a_seat_that_nobody_can_fill_any_more_needs_the_governance_lead(company: Company) -> None:
    request = submitted(company)
    company.sign(request, "tom", "ai_governance_lead")
    with transaction() as tx:
        for grant in tx.scalars(select(RoleGrant).where(RoleGrant.role == "legal_counsel")):
            grant.revoked_at = clock.now(tx)
    text = Door(company, "tom").text("/")
    assert request in rows(text)[0]
    assert "Your turn as AI governance lead" in rows(text)[0]
    assert "nobody who may sign is left" in rows(text)[0]
    waits = Door(company, "ana").text("/").partition('id="h-wait"')[2]
    assert "The AI governance lead" in waits
