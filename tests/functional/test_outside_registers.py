"""Items that the system itself and what runs satisfy: only with all that is asked, only while it runs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.company import Company
from workflows.approvals.content import read
from workflows.ground.transaction import reading
from workflows.inventory.commands import (
    ArtefactInput,
    EditVersion,
    EndDeployment,
    RecordDeployment,
    RegisterEnvironment,
)
from workflows.inventory.deployments import end_deployment, record_deployment
from workflows.inventory.environments import register_environment
from workflows.inventory.versions import edit_version

DIGEST = "sha256:" + "a" * 64


def named(company: Company, version: str) -> None:
    row = company.version(version)
    artefact = ArtefactInput(name="model", value=DIGEST)
    command = EditVersion(version_id=row.id, revision=row.revision, label=row.label, artefacts=(artefact,))
    edit_version(company["ana"], command)


def runs(company: Company, version: str, place: str = "production", artefact: str = DIGEST) -> int:
    made = register_environment(company["tom"], RegisterEnvironment(name=place, purpose=place))
    key = company.version(version).id
    command = RecordDeployment(version_id=key, environment_id=made.id, artefact=artefact)
    return record_deployment(company["olu"], command).id


def satisfied(company: Company, request: str) -> set[str]:
    return set(read(reading(), company.request(request)).records)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"in_use_since": date(2024, 5, 31)}, True),
        ({"in_use_since": date(2024, 5, 31), "who_may_stop": ""}, False),
    ],
)
def test_a_system_in_use_answers_for_itself_when_it_says_since_when_and_who_may_stop_it(
    company: Company, more: dict[str, object], expected: bool
) -> None:
    version = company.system(**more)
    company.classify(version)
    assert ("AD-1" in satisfied(company, company.open(version, "adoption"))) is expected


def test_only_what_runs_under_its_own_digest_proves_the_version_in_use(company: Company) -> None:
    version = company.system(in_use_since=date(2024, 5, 31))
    company.classify(version)
    named(company, version)
    request = company.open(version, "adoption")
    assert "AD-6" not in satisfied(company, request)
    runs(company, version, "test", artefact="")
    assert "AD-6" not in satisfied(company, request)
    deployment = runs(company, version)
    assert "AD-6" in satisfied(company, request)
    end_deployment(company["olu"], EndDeployment(deployment_id=deployment))
    assert "AD-6" not in satisfied(company, request)


def test_the_handover_asks_for_what_runs_in_production_and_goes_back_when_it_ends(company: Company) -> None:
    version = company.system()
    company.classify(version, "minimal")
    named(company, version)
    company.bring_to(version, "deployment")
    request = company.open(version, "monitoring")
    runs(company, version, "test")
    assert "DM-1" not in satisfied(company, request)
    deployment = runs(company, version)
    assert "DM-1" in satisfied(company, request)
    company.answer_all(request, by="milo")
    company.submit(request)
    end_deployment(company["olu"], EndDeployment(deployment_id=deployment))
    assert company.request(request).status == "changes_requested"
