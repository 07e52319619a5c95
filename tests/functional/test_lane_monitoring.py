"""What went through the lane prepares its monitoring gate when it goes live, from records and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.answer import Answer
from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.lane import plug_in, through
from workflows.ground.ids import key_of, ref
from workflows.ground.transaction import reading
from workflows.inventory.commands import ArtefactInput, RecordDeployment, RegisterEnvironment
from workflows.inventory.deployments import record_deployment
from workflows.inventory.environments import register_environment

RELEASE = "release:Lingua 4.2"


def live(company: Company, version: str, artefact: str = RELEASE, purpose: str = "production") -> None:
    register_environment(company["tom"], RegisterEnvironment(name=f"The {purpose}", purpose=purpose))
    key = key_of("VER", version)
    assert key is not None
    record_deployment(company["olu"], RecordDeployment(version_id=key, environment_id=1, artefact=artefact))


def prepared() -> list[ApprovalRequest]:
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(ApprovalRequest).where(ApprovalRequest.gate == "monitoring")))


def answers(request: ApprovalRequest) -> dict[str, str]:
    rows = reading().scalars(select(Answer).where(Answer.request_id == request.id))
    return {one.item_key: one.text for one in rows}


def release(company: Company) -> str:
    return plug_in(company, artefacts=(ArtefactInput(name="release", value=RELEASE),))


def test_going_live_prepares_the_monitoring_gate_for_the_team(company: Company) -> None:
    version = release(company)
    through(company, version)
    live(company, version)
    (request,) = prepared()
    assert request.status == "draft"
    said = answers(request)
    assert RELEASE in said["DM-1"]
    until = company.version(version).cleared_until
    assert until is not None
    assert until.isoformat() in said["DM-9"]
    here = ref("REQ", request.id)
    company.answer_all(here, by="milo")
    company.submit(here)
    company.pass_request(here)
    assert company.version(version).stage == "monitoring"


def test_a_deployment_that_names_no_artefact_proves_nothing(company: Company) -> None:
    version = release(company)
    through(company, version)
    live(company, version, artefact="")
    assert "DM-1" not in answers(prepared()[0])


@pytest.mark.parametrize("purpose", ["development", "test"])
def test_only_production_prepares_it(company: Company, purpose: str) -> None:
    version = release(company)
    through(company, version)
    live(company, version, purpose=purpose)
    assert prepared() == []


def test_the_full_path_prepares_nothing(company: Company) -> None:
    version = company.system()
    company.classify(version, "minimal")
    company.bring_to(version, "deployment")
    live(company, version, artefact="")
    assert prepared() == []
