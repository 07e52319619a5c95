"""Roles: who gives them, from when to when, and what a revocation does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.fixtures.people import Staff, fill
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.people import hooks
from workflows.people.days import today
from workflows.people.granting import EndGrant, RevokeGrant, end_grant, revoke_grant
from workflows.people.reaching import Reach
from workflows.people.standing import holders, standing_of
from workflows.people.units import AddUnit, add_unit


def day() -> date:
    return today(reading(), clock.now(reading()))


def roles_of(who) -> list[str]:
    reading().rollback()
    found = standing_of(reading(), who.person_id, clock.now(reading()))
    assert found is not None
    return [grant.role for grant in found.grants]


def test_nobody_grants_a_role_to_themselves_not_even_an_administrator(staff: Staff):
    with pytest.raises(Refused, match="grant_to_oneself"):
        staff.grant(staff.admin)
    admin = staff.sign_in(staff.admin)
    address = f"/people/{staff.admin.person_id}/grants/new"
    answer = fill(admin, address, role="risk_officer", scope="org", reason="I would like to sign")
    assert answer.status_code == 422
    assert "Nobody grants a role to themselves" in answer.text


def test_a_grant_is_given_through_the_page_and_ends_the_persons_sessions(staff: Staff):
    ana, admin = staff.add(), staff.sign_in(staff.admin)
    inside = staff.sign_in(ana)
    address = f"/people/{ana.person_id}/grants/new"
    answer = fill(admin, address, role="risk_officer", scope="org", reason="Needed for reviews")
    assert answer.status_code == 303
    assert inside.get("/account").status_code == 303
    assert "AI risk officer" in staff.sign_in(ana).get("/account").text
    assert staff.actions()[-1] == "role:granted"


def test_a_planned_grant_is_not_in_force_and_an_ended_one_no_more(staff: Staff, later):
    ana = staff.add()
    staff.grant(ana, "risk_officer", starts_on=day() + timedelta(days=3), ends_on=day() + timedelta(days=5))
    assert roles_of(ana) == []
    with later(timedelta(days=5)):
        assert roles_of(ana) == ["risk_officer"]
    with later(timedelta(days=6)):
        assert roles_of(ana) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"starts_on": -1}, "grant_past"),
        ({"starts_on": 5, "ends_on": 4}, "grant_dates"),
        ({"ends_on": 400}, "grant_beyond_person"),
        ({"starts_on": 31}, "grant_beyond_person"),
    ],
)
def test_dates_of_a_grant_stay_within_today_and_the_persons_last_day(
    staff: Staff, more: dict[str, int], code: str
):
    ana = staff.add(kind="contractor", employer="Works", ends_on=day() + timedelta(days=30))
    with pytest.raises(Refused, match=code):
        staff.grant(ana, **{name: day() + timedelta(days=days) for name, days in more.items()})


@pytest.mark.parametrize(
    ("role", "reach", "code"),
    [
        ("emperor", Reach(), "role_unknown"),
        ("risk_officer", Reach("unit", None), "scope_unit_missing"),
        ("risk_officer", Reach("unit", 2**70), "scope_unknown"),
        ("risk_officer", Reach("system", system_ref=""), "scope_system_missing"),
        ("risk_officer", Reach("system", system_ref="SYS-99999"), "scope_unknown"),
        ("risk_officer", Reach("galaxy"), "scope_unknown"),
    ],
)
def test_unknown_roles_and_scopes_are_refused(staff: Staff, role: str, reach: Reach, code: str):
    with pytest.raises(Refused, match=code):
        staff.grant(staff.add(), role, reach=reach)


def test_the_same_role_is_not_granted_twice_over_the_same_days(staff: Staff):
    ana = staff.add()
    staff.grant(ana)
    with pytest.raises(Refused, match="grant_exists"):
        staff.grant(ana)


def test_a_revocation_takes_effect_at_once_and_tells_the_other_columns(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
):
    told = []
    monkeypatch.setattr(hooks, "_revoked", [lambda *what: told.append(what[3])])
    ana = staff.add()
    grant_id = staff.grant(ana)
    revoke_grant(staff.admin, RevokeGrant(grant_id, 1, "Moved to sales"))
    assert roles_of(ana) == []
    assert [(one.person_id, one.role, one.scope_key) for one in told] == [
        (ana.person_id, "risk_officer", "org")
    ]
    assert staff.actions()[-1] == "role:revoked"
    with pytest.raises(Refused, match="grant_over"):
        revoke_grant(staff.admin, RevokeGrant(grant_id, 2, "Once more"))


def test_a_hook_that_fails_leaves_the_grant_as_it_was(staff: Staff, monkeypatch: pytest.MonkeyPatch):
    def fail(*_what: object) -> None:
        raise Refused("somebody_was_first")

    monkeypatch.setattr(hooks, "_revoked", [fail])
    ana = staff.add()
    grant_id = staff.grant(ana)
    with pytest.raises(Refused):
        revoke_grant(staff.admin, RevokeGrant(grant_id, 1, "Moved to sales"))
    assert roles_of(ana) == ["risk_officer"]
    assert staff.actions()[-1] == "role:granted"


def test_an_end_is_today_or_later_and_never_makes_a_grant_longer(staff: Staff, later):
    ana = staff.add()
    grant_id = staff.grant(ana, ends_on=day() + timedelta(days=10))
    with pytest.raises(Refused, match="grant_longer"):
        end_grant(staff.admin, EndGrant(grant_id, 1, day() + timedelta(days=11), "Longer please"))
    with pytest.raises(Refused, match="grant_ends_in_past"):
        end_grant(staff.admin, EndGrant(grant_id, 1, day() - timedelta(days=1), "Since yesterday"))
    end_grant(staff.admin, EndGrant(grant_id, 1, day(), "Moves on tomorrow"))
    assert roles_of(ana) == ["risk_officer"]
    with later(timedelta(days=1)):
        assert roles_of(ana) == []


def test_the_roster_names_every_role_its_holders_and_the_deadlock(staff: Staff):
    staff.grant(staff.add())
    page = staff.sign_in(staff.add("Ben Brand")).get("/roles").text
    assert page.count('<th scope="row">') == 22
    assert "one person from deadlock" in page
    assert "Ana Ribeiro" in page


@pytest.mark.both_databases
def test_holders_are_found_with_all_their_grants_and_only_while_active(staff: Staff):
    with transaction() as tx:
        now = clock.now(tx)
    top = add_unit(staff.admin, AddUnit("Halm Bank", "entity", None))
    ana, ben, eva = staff.add(), staff.add("Ben Brand"), staff.add("Eva Over")
    staff.grant(ana, "risk_officer", reach=Reach("unit", top))
    staff.grant(ana, "dpo")
    staff.grant(ben, "risk_officer", reach=Reach())
    staff.grant(eva, "risk_officer")
    with transaction() as tx:
        tx.get_one(type(staff.person(eva.person_id)), eva.person_id).ends_on = now.date() - timedelta(days=3)
    with transaction() as tx:
        now = clock.now(tx)
        found = holders(tx, ["risk_officer"], ["org", f"unit:{top}"], now)
        assert [person.name for person in found] == ["Ana Ribeiro", "Ben Brand"]
        assert sorted(grant.role for grant in found[0].grants) == ["dpo", "risk_officer"]
        assert [person.name for person in holders(tx, ["risk_officer"], ["org"], now)] == ["Ben Brand"]
        assert holders(tx, [], ["org"], now) == holders(tx, ["risk_officer"], [], now) == []
