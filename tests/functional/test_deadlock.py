"""The page of roles says which role is one person from deadlock, and under which policies."""

from __future__ import annotations

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door
from tests.fixtures.policies import new_policy
from workflows.approvals.pool.deadlock import RoleLine, bodies_in_force, narrow_for, needed, role_lines
from workflows.ground.transaction import reading


def line(role: str) -> RoleLine:
    session = reading()
    session.rollback()
    return next(one for one in role_lines() if one.role.key == role)


def test_a_role_with_one_holder_is_one_person_from_deadlock_with_its_policies(company: Company) -> None:
    legal = line("legal_counsel")
    assert legal.lonely
    assert ("design", "limited") in {(one.gate, one.tier) for one in legal.narrow}
    company.hire("lars", "legal_counsel")
    assert not line("legal_counsel").lonely
    assert line("legal_counsel").narrow == ()


def test_a_group_needs_one_holder_more_than_its_quorum(company: Company) -> None:
    board = {"key": "board", "role": "committee_member", "step": 1, "mode": "decides", "needs": 2, "seats": 3}
    new_policy(company, "design", "limited", seats=[board])
    body = next(one for one in bodies_in_force(reading()) if (one.gate, one.tier) == ("design", "limited"))
    assert dict(needed(body)) == {"committee_member": 2}
    assert [one.needs for one in narrow_for("committee_member", 2, [body])] == [2]
    assert narrow_for("committee_member", 3, [body]) == ()
    company.hire("kim", "committee_member")
    assert line("committee_member").lonely


def test_a_seat_that_only_advises_never_makes_a_deadlock(company: Company) -> None:
    assert all(one.gate for one in line("dpo").narrow)
    bodies = bodies_in_force(reading())
    advising = {seat.role for body in bodies for seat in body.seats if seat.mode == "advises"}
    deciding = {seat.role for body in bodies for seat in body.seats if seat.mode == "decides"}
    for role in advising - deciding:
        assert narrow_for(role, 0, bodies) == ()


def test_the_page_takes_a_fixed_number_of_statements(company: Company) -> None:
    door, found = Door(company, "nils"), []
    for number in range(3):
        company.hire(f"p{number}", "risk_officer", "dpo")
        with counted_statements(company.app) as sent:
            text = door.text("/roles")
        found.append(len(sent))
    assert "one person from deadlock" in text
    assert found[0] == found[2] <= 7
