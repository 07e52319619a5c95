"""Versions, their artefacts and builders, and where they run, through the web door."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.artefact import Artefact
from models.deployment import Deployment
from models.system_version import SystemVersion
from models.version_builder import VersionBuilder
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.transaction import reading
from workflows.inventory.commands import RegisterEnvironment
from workflows.inventory.environments import register_environment
from workflows.inventory.frozen import subject_facts, team_facts

HEX = "9f2c" * 16
EDIT = "/versions/VER-1/edit"


def fresh():
    """A session that sees what was committed."""
    session = reading()
    session.rollback()
    session.expire_all()
    return session


@pytest.fixture
def ana(company: Company) -> Door:
    """The owner of a registered system, with one production environment."""
    company.system()
    register_environment(company["tom"], RegisterEnvironment(name="prod-eu", purpose="production"))
    return Door(company, "ana")


def test_a_further_version_starts_in_intake_beside_the_first(ana: Door) -> None:
    answer = ana.send("/systems/SYS-1/versions/new", {"label": "v2", "description": "Other features"})

    assert answer.location == "/versions/VER-2"
    version = fresh().get_one(SystemVersion, 2)
    assert (version.number, version.stage, version.predecessor_id) == (2, "intake", None)
    assert "v2" in ana.text("/systems/SYS-1/versions")


@pytest.mark.parametrize("label", ["v1", "V1", " v1 ", "", "x" * 81])
def test_a_label_is_needed_once(ana: Door, label: str) -> None:
    assert ana.send("/systems/SYS-1/versions/new", {"label": label}).status_code == 422


def test_artefacts_are_dated_and_never_overwritten(ana: Door) -> None:
    row = {"label": "v1", "artefacts-0-name": "model", "artefacts-0-value": f"sha256:{HEX}"}
    ana.send(EDIT, row)
    ana.send(EDIT, row | {"artefacts-0-value": "release:2026.3"})
    ana.send(EDIT, {"label": "v1"})

    kept = list(fresh().scalars(select(Artefact).order_by(Artefact.id)))
    assert [one.value for one in kept] == [f"sha256:{HEX}", "release:2026.3"]
    assert all(one.removed_at for one in kept)
    assert subject_facts(reading(), 1).frozen()["artefacts"] == {}


def test_s17_the_same_name_with_other_bytes_is_another_subject(ana: Door) -> None:
    ana.send(EDIT, {"label": "v1", "artefacts-0-name": "model", "artefacts-0-value": f"sha256:{HEX}"})
    before = subject_facts(fresh(), 1)
    ana.send(EDIT, {"label": "v1", "artefacts-0-name": "model", "artefacts-0-value": f"sha256:{HEX[::-1]}"})

    assert subject_facts(fresh(), 1) != before


def test_who_built_a_version_stays_recorded(company: Company, ana: Door) -> None:
    ana.send(EDIT, {"label": "v1", "builders-0-person": "milo@halm.example", "builders-0-what": "trained"})
    ana.send(EDIT, {"label": "v1"})

    assert list(fresh().scalars(select(VersionBuilder.what))) == ["trained"]
    version = fresh().get_one(SystemVersion, 1)
    facts = team_facts(reading(), 1, 1, version.created_at.replace(year=version.created_at.year + 1))
    assert facts.builders == {company["milo"].person_id: "trained"}
    assert facts.team == {company["ana"].person_id}


def test_s11_two_editors_of_one_version_lose_nothing(company: Company, ana: Door) -> None:
    seen = ana.hidden(EDIT)
    Door(company, "tom").send(EDIT, {"label": "v1", "description": "Theirs"})
    late = ana.client.post(EDIT, data=seen | {"label": "v1", "description": "Mine"})

    assert late.status_code == 409
    assert "Theirs" in words(late)
    assert "Mine" in words(late)
    assert fresh().get_one(SystemVersion, 1).description == "Theirs"


def test_s42_a_stage_cannot_be_posted(ana: Door) -> None:
    ana.send(EDIT, {"label": "v1", "description": "x", "stage": "monitoring", "cleared_until": "2999-01-01"})

    version = fresh().get_one(SystemVersion, 1)
    assert (version.description, version.stage, version.cleared_until) == ("x", "intake", None)


def test_only_the_owner_archives_a_version_and_never_the_last(company: Company, ana: Door) -> None:
    address = "/versions/VER-1/archive"
    assert "is the only version" in words(ana.send(address, {"reason": "Old"}))
    ana.send("/systems/SYS-1/versions/new", {"label": "v2"})
    assert Door(company, "tom").send(address, {"reason": "Old"}).status_code == 403
    assert ana.send(address, {"reason": ""}).status_code == 422
    assert ana.send(address, {"reason": "Old"}).status_code == 303
    assert ana.send(EDIT, {"label": "v9"}, form_at="/systems/SYS-1/edit").status_code == 422

    assert fresh().get_one(SystemVersion, 1).archived_reason == "Old"


def test_a_deployment_is_recorded_even_when_it_may_not_run_and_says_so(company: Company, ana: Door) -> None:
    answer = ana.send("/versions/VER-1/deployments", {"environment_id": "1"}, form_at="/versions/VER-1")

    assert answer.status_code == 303
    page = ana.text("/versions/VER-1")
    assert "Recorded, although it may not run there" in page
    assert "May not run" in page
    kept = fresh().scalars(select(Deployment)).one()
    assert (kept.answer, kept.ended_at) == ("deny", None)
    again = ana.send("/versions/VER-1/deployments", {"environment_id": "1"}, form_at="/versions/VER-1")
    assert "is recorded as running in prod-eu already" in words(again)


def test_an_artefact_that_the_version_does_not_have_counts_as_denied(ana: Door) -> None:
    ana.send(
        "/versions/VER-1/deployments",
        {"environment_id": "1", "artefact": f"sha256:{HEX}"},
        form_at="/versions/VER-1",
    )

    assert fresh().scalars(select(Deployment.answer_code)).one() == "artefact_unknown"


@pytest.mark.parametrize(
    "fields",
    [{}, {"environment_id": "99"}, {"environment_id": "x"}, {"environment_id": "1", "artefact": "latest"}],
)
def test_a_deployment_with_bad_input_is_not_recorded(ana: Door, fields: dict[str, str]) -> None:
    assert ana.send("/versions/VER-1/deployments", fields, form_at="/versions/VER-1").status_code == 422
    assert list(fresh().scalars(select(Deployment.id))) == []


def test_a_deployment_ends_once(company: Company, ana: Door) -> None:
    ana.send("/versions/VER-1/deployments", {"environment_id": "1"}, form_at="/versions/VER-1")
    end = "/versions/VER-1/deployments/1/end"
    assert Door(company, "ruth").send(end, {}, form_at="/preferences").status_code == 403
    assert Door(company, "olu").send(end, {}, form_at="/versions/VER-1").status_code == 303
    assert ana.send(end, {}, form_at="/versions/VER-1").status_code == 422

    assert fresh().scalars(select(Deployment.ended_at)).one() is not None


@pytest.mark.parametrize("key", ["0", "99", "999999999999999999", "99999999999999999999999"])
def test_a_deployment_that_does_not_exist_is_not_found(ana: Door, key: str) -> None:
    assert (
        ana.send(f"/versions/VER-1/deployments/{key}/end", {}, form_at="/versions/VER-1").status_code == 404
    )


def test_an_approved_version_says_what_changed_since(company: Company, ana: Door) -> None:
    company.classify("VER-1", "minimal")
    company.pass_gate("VER-1", "design")
    company.classify("VER-1", "limited")

    assert "Outdated because: tier raised from minimal to limited." in words(ana.get("/versions/VER-1"))
