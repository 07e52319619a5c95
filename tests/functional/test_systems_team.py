"""The team of a system, and the environments, through the web door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.deployment import Deployment
from models.environment import Environment
from models.team_member import TeamMember
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.transaction import reading, transaction
from workflows.inventory.commands import RecordDeployment, RegisterEnvironment
from workflows.inventory.deployments import record_deployment
from workflows.inventory.environments import register_environment
from workflows.inventory.running import today_here

TEAM = "/systems/SYS-1/team"


def fresh():
    """A session that sees what was committed."""
    session = reading()
    session.rollback()
    session.expire_all()
    return session


@pytest.fixture
def ana(company: Company) -> Door:
    """The owner of a registered system."""
    company.system()
    return Door(company, "ana")


def test_membership_is_dated_and_ends_without_being_forgotten(company: Company, ana: Door) -> None:
    assert ana.send(TEAM, {"person": "Milo", "duty": "Data"}).status_code == 303
    assert ana.send(f"{TEAM}/2/end", {}, form_at=TEAM).status_code == 303

    member = fresh().get_one(TeamMember, 2)
    assert (member.person_id, member.duty) == (company["milo"].person_id, "Data")
    assert member.ended_at is not None
    assert "Milo" in ana.text(TEAM)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"person": ""}, "Name a person by e-mail or full name"),
        ({"person": "Nobody Atall"}, "Nobody active in this organisation"),
        ({"person": "ana@halm.example"}, "Ana is in the team already"),
        ({"person": "Milo", "starts_on": "2999-01-01"}, "at most a year from today"),
        ({"person": "Milo", "starts_on": "soon"}, "Not a valid date value"),
        ({"person": "Milo", "duty": "x" * 121}, "Use at most 120 characters"),
    ],
)
def test_bad_input_adds_nobody(ana: Door, fields: dict[str, str], said: str) -> None:
    answer = ana.send(TEAM, fields)

    assert answer.status_code == 422
    assert said in words(answer)
    assert len(list(fresh().scalars(select(TeamMember.id)))) == 1


def test_a_name_that_two_people_have_needs_the_e_mail(company: Company, ana: Door) -> None:
    company.hire("kim.one")
    company.hire("kim.two")
    with transaction() as tx:
        from models.person import Person

        for person in tx.scalars(select(Person).where(Person.email.like("kim%"))):
            person.name = "Kim Lee"
    assert "Several people have that name" in words(ana.send(TEAM, {"person": "kim lee"}))
    assert ana.send(TEAM, {"person": "Kim Lee <kim.two@halm.example>"}).status_code == 303


def test_the_owner_never_leaves_the_team(ana: Door) -> None:
    answer = ana.send(f"{TEAM}/1/end", {}, form_at=TEAM)

    assert answer.status_code == 422
    assert "The owner is always in the team" in words(answer)


def test_readers_change_no_team(company: Company, ana: Door) -> None:
    door = Door(company, "ruth")

    assert door.send(TEAM, {"person": "Milo"}, form_at="/preferences").status_code == 403
    assert door.send(f"{TEAM}/1/end", {}, form_at="/preferences").status_code == 403


@pytest.mark.parametrize("key", ["0", "77", "999999999999999999", "9" * 40])
def test_a_membership_that_does_not_exist_is_not_found(ana: Door, key: str) -> None:
    assert ana.send(f"{TEAM}/{key}/end", {}, form_at=TEAM).status_code == 404


@pytest.mark.parametrize(("name", "may"), [("tom", True), ("olu", True), ("ana", False), ("ruth", False)])
def test_who_registers_environments(company: Company, name: str, may: bool) -> None:
    door = Door(company, name)
    answer = door.send("/environments", {"name": "prod", "purpose": "production"}, form_at="/preferences")

    assert answer.status_code == (303 if may else 403)
    assert len(list(fresh().scalars(select(Environment.id)))) == (1 if may else 0)


def test_an_administrator_registers_environments_but_sees_no_system_in_them(
    company: Company, ana: Door
) -> None:
    admin = Door(company, "admin")
    assert admin.send("/environments", {"name": "prod", "purpose": "production"}).status_code == 303
    record_deployment(company["ana"], RecordDeployment(version_id=1, environment_id=1))

    assert "Credit scoring" in ana.text("/environments/ENV-1")
    assert "Credit scoring" not in admin.text("/environments/ENV-1")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "purpose": "test"}, "Give the environment a name"),
        ({"name": "x" * 81, "purpose": "test"}, "Use at most 80 characters"),
        ({"name": "PROD", "purpose": "test"}, "There is an environment with this name already"),
        ({"name": "new", "purpose": "fun"}, "Not a valid choice"),
        ({"name": "new", "purpose": "pilot"}, "Name who takes part"),
        (
            {"name": "new", "purpose": "pilot", "pilot_people": "Us", "ends_on": "2020-01-01"},
            "lies in the past",
        ),
    ],
)
def test_an_environment_with_bad_input_is_not_registered(
    company: Company, fields: dict[str, str], said: str
) -> None:
    register_environment(company["tom"], RegisterEnvironment(name="prod", purpose="production"))
    answer = Door(company, "tom").send("/environments", fields)

    assert answer.status_code == 422
    assert said in words(answer)
    assert len(list(fresh().scalars(select(Environment.id)))) == 1


def test_an_environment_in_which_something_runs_stays(company: Company, ana: Door) -> None:
    register_environment(company["tom"], RegisterEnvironment(name="prod", purpose="production"))
    record_deployment(company["ana"], RecordDeployment(version_id=1, environment_id=1))
    tom = Door(company, "tom")

    answer = tom.send("/environments/ENV-1/archive", {}, form_at="/environments/ENV-1")
    assert "VER-1 still runs there" in words(answer)
    assert fresh().get_one(Environment, 1).archived_at is None


def test_what_was_in_production_on_a_day(company: Company, ana: Door) -> None:
    register_environment(company["tom"], RegisterEnvironment(name="prod", purpose="production"))
    record_deployment(company["ana"], RecordDeployment(version_id=1, environment_id=1))
    with transaction() as tx:
        kept = tx.get_one(Deployment, 1)
        kept.ended_at, kept.started_at = (
            kept.started_at - timedelta(days=5),
            kept.started_at - timedelta(days=10),
        )
    fresh()
    today = today_here()
    ran = {
        back: "Credit scoring" in ana.text(f"/in-production?on={today - timedelta(days=back)}")
        for back in (4, 5, 7, 10, 11)
    }

    assert ran == {4: False, 5: True, 7: True, 10: True, 11: False}
    assert "Credit scoring" not in ana.text(f"/in-production?on={today - timedelta(days=7)}&purpose=test")
    assert "Credit scoring" not in Door(company, "nils").text(
        f"/in-production?on={today - timedelta(days=7)}"
    )


@pytest.mark.parametrize("day", ["x", "2026-02-30", "9999-12-31", "0001-01-01", "\x00", "1949-12-31"])
def test_a_day_that_is_none_is_told_beside_its_field(company: Company, day: str) -> None:
    answer = Door(company, "ana").client.get("/in-production", query_string={"on": day})

    assert answer.status_code == 422
    assert "Write the day as 2026-05-31" in words(answer)
