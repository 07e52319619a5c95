"""Who sees which AI system: every address about it answers strangers as if there were none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from models.base import db
from models.role_grant import RoleGrant
from models.unit import Unit
from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction
from workflows.inventory.commands import RecordDeployment, RegisterEnvironment
from workflows.inventory.deployments import record_deployment
from workflows.inventory.environments import register_environment
from workflows.inventory.visibility import may_see

PAGES = [
    "/systems/SYS-1", "/systems/SYS-1/edit", "/systems/SYS-1/versions", "/systems/SYS-1/versions/new",
    "/systems/SYS-1/classification", "/systems/SYS-1/classify", "/systems/SYS-1/team", "/systems/SYS-1/history",
    "/systems/SYS-1/archive", "/versions/VER-1", "/versions/VER-1/edit", "/versions/VER-1/archive",
]  # fmt: skip
POSTS = [
    "/systems/SYS-1/edit", "/systems/SYS-1/versions/new", "/systems/SYS-1/classify", "/systems/SYS-1/team",
    "/systems/SYS-1/team/1/end", "/systems/SYS-1/archive", "/versions/VER-1/edit", "/versions/VER-1/archive",
    "/versions/VER-1/deployments", "/versions/VER-1/deployments/1/end",
]  # fmt: skip
FILLED = {
    "name": "x", "purpose": "x", "business_reason": "x", "users": "x", "affected_persons": "x", "autonomy": "advice",
    "origin": "built", "label": "v9", "reason": "x", "person": "Milo", "environment_id": "1", "revision": "1",
}  # fmt: skip


def plain(text: str) -> str:
    """A page without the one-time keys of its forms and without the ref that was asked for."""
    return re.sub(r'value="[^"]{30,}"', "", re.sub(r"(SYS|VER)-[0-9]+", "REF", text))


@pytest.fixture
def scoring(company: Company) -> Company:
    """A company with one system that runs in production."""
    company.system()
    register_environment(company["tom"], RegisterEnvironment(name="prod", purpose="production"))
    record_deployment(company["ana"], RecordDeployment(version_id=1, environment_id=1))
    return company


def grant(company: Company, name: str, role: str, scope: str, **more: object) -> None:
    """Gives a role for a part of the organisation, in force since last month."""
    then = datetime.now(UTC) - timedelta(days=30)
    with transaction() as tx:
        tx.add(
            RoleGrant(
                uuid=uuid7(),
                person_id=company[name].person_id,
                role=role,
                scope_key=scope,
                granted_at=then,
                starts_on=then.date(),
                **more,
            )
        )


def test_s49_every_address_of_an_invisible_system_is_as_if_it_were_not_there(scoring: Company) -> None:
    for name in ("nils", "admin"):
        door = Door(scoring, name)
        keys = door.hidden("/preferences")
        for address in PAGES:
            hidden, absent = door.get(address), door.get(address.replace("-1", "-999"))
            assert (hidden.status_code, absent.status_code) == (404, 404), address
            assert plain(hidden.get_data(as_text=True)) == plain(absent.get_data(as_text=True)), address
        for address in POSTS:
            assert door.client.post(address, data=keys | FILLED).status_code == 404, address
        assert "Credit scoring" not in door.text("/systems")
        assert "Credit scoring" not in door.text("/in-production")


def test_strangers_are_sent_to_the_sign_in(scoring: Company) -> None:
    visitor = scoring.app.test_client()
    for address in [*PAGES, "/systems", "/systems/new", "/environments", "/in-production"]:
        assert visitor.get(address).status_code == 303, address


def test_the_team_sees_its_system_until_it_leaves(scoring: Company) -> None:
    ana, nils = Door(scoring, "ana"), Door(scoring, "nils")
    ana.send("/systems/SYS-1/team", {"person": "nils@halm.example"})
    assert nils.get("/systems/SYS-1").status_code == 200
    ana.send("/systems/SYS-1/team/2/end", {}, form_at="/systems/SYS-1/team")

    assert nils.get("/systems/SYS-1").status_code == 404


def test_a_grant_for_a_unit_reaches_the_systems_below_it_and_no_other(scoring: Company) -> None:
    with transaction() as tx:
        top = Unit(uuid=uuid7(), name="Bank")
        tx.add(top)
        tx.flush()
        tx.add_all([Unit(uuid=uuid7(), name="Lending", parent_id=top.id), Unit(uuid=uuid7(), name="HR")])
    scoring.system("Limits", unit_id=2)
    scoring.system("CV screening", unit_id=3)
    grant(scoring, "nils", "risk_officer", "unit:1")
    page = Door(scoring, "nils").text("/systems")

    assert "Limits" in page
    assert "CV screening" not in page
    assert "Credit scoring" not in page


def test_a_grant_for_one_system_reaches_that_one(scoring: Company) -> None:
    scoring.system("Chat assistant")
    grant(scoring, "nils", "human_overseer", "system:2")
    page = Door(scoring, "nils").text("/systems")

    assert "Chat assistant" in page
    assert "Credit scoring" not in page


@pytest.mark.parametrize(
    "over",
    [{"revoked_at": datetime.now(UTC)}, {"ends_on": (datetime.now(UTC) - timedelta(days=2)).date()}],
)
def test_a_grant_that_is_over_shows_nothing(scoring: Company, over: dict[str, object]) -> None:
    grant(scoring, "nils", "risk_officer", "org", **over)

    assert Door(scoring, "nils").get("/systems/SYS-1").status_code == 404


def test_the_rule_is_the_same_for_every_column(scoring: Company) -> None:
    with transaction() as tx:
        seen = {name: may_see(tx, scoring[name], 1) for name in ("ana", "tom", "ruth", "nils", "admin")}

    assert seen == {"ana": True, "tom": True, "ruth": True, "nils": False, "admin": False}


def test_the_list_costs_the_same_whatever_its_length(scoring: Company) -> None:
    door = Door(scoring, "tom")
    few = statements(door, "/systems")
    for number in range(60):
        scoring.system(f"System number {number:02}")

    assert statements(door, "/systems") == few
    assert few <= 8
    assert statements(door, "/systems?q=system+number&tier=none&stage=intake&unit=1") <= 8
    assert statements(door, "/systems/SYS-1") <= 8


def test_every_system_is_on_exactly_one_page_of_the_list(scoring: Company) -> None:
    for number in range(60):
        scoring.system(f"System {number % 7}")
    door, seen, address = Door(scoring, "tom"), [], "/systems"
    while address:
        page = door.text(address)
        seen += re.findall(r'<th scope="row"><a href="/systems/(SYS-[0-9]+)"', page)
        found = re.search(r'href="(/systems\?after=[^"]+)"', page)
        address = found.group(1) if found else ""

    assert len(seen) == len(set(seen)) == 61
    assert "61 systems" in door.text("/systems")


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=%25_%5C", "q=SYS-1", "q=sys-99999999999999999999", "tier=king", "stage=%27", "unit=9" * 30,
        "unit=-1", "after=x", "after=99999999999999999999", "after=%D9%A3", "archived=2", "q=" + "a+" * 100,
    ],
)  # fmt: skip
def test_hostile_filters_find_nothing_and_break_nothing(scoring: Company, query: str) -> None:
    assert Door(scoring, "tom").get(f"/systems?{query}").status_code == 200


def statements(door: Door, address: str) -> int:
    """How many SQL statements a page costs, without the once-a-minute sign of life of its session."""
    door.get(address)
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert door.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)
