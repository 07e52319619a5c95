"""What changes after an approval makes it outdated, says why, and has the consequence of the policy."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.approval_request import ApprovalRequest
from models.deployment import Deployment
from tests.fixtures.company import Company
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.inventory.commands import (
    ArtefactInput,
    EditVersion,
    RecordDeployment,
    RegisterEnvironment,
)
from workflows.inventory.deployments import record_deployment
from workflows.inventory.environments import register_environment
from workflows.inventory.running import running_on
from workflows.inventory.versions import edit_version
from workflows.lifecycle.deploy import RunState, answer_for, may_run
from workflows.people.standing import standing_of

pytestmark = pytest.mark.both_databases

GOOD = RunState("v1", "deployment", False, False, "high", date(2026, 12, 31), None, (), True)
TODAY = date(2026, 11, 24)


def running(company: Company, tier: str = "limited", stage: str = "monitoring") -> str:
    version = company.system()
    company.classify(version, tier)
    company.bring_to(version, stage)
    return version


def new_artefact(company: Company, version: str, digit: str = "a") -> None:
    row = company.version(version)
    edit_version(
        company["ana"],
        EditVersion(
            version_id=row.id,
            revision=row.revision,
            label=row.label,
            artefacts=(ArtefactInput(name="model", value="sha256:" + digit * 64),),
        ),
    )


def causes(company: Company, version: str) -> list[str]:
    return [one["code"] for one in json.loads(company.version(version).outdated)]


def answer(company: Company, version: str):
    return answer_for(reading(), clock.glance(), company.version(version), None)


@pytest.mark.parametrize(
    ("state", "purpose", "needed", "allowed", "code"),
    [
        (GOOD, "production", "deployment", True, "run_cleared"),
        (replace(GOOD, tier="prohibited"), "development", None, False, "run_prohibited"),
        (replace(GOOD, suspended=True), "development", None, False, "run_suspended"),
        (replace(GOOD, stage="retirement"), "test", "testing", False, "run_retired"),
        (replace(GOOD, archived=True), "test", "testing", False, "run_retired"),
        (replace(GOOD, stage="intake"), "development", None, True, "run_needs_nothing"),
        (replace(GOOD, stage="data_review"), "test", "testing", False, "run_too_early"),
        (replace(GOOD, stage="testing", cleared_until=None), "test", "testing", True, "run_stage_reached"),
        (replace(GOOD, stage="testing"), "pilot", "deployment", False, "run_too_early"),
        (replace(GOOD, cleared_until=TODAY), "production", "deployment", True, "run_cleared"),
        (
            replace(GOOD, cleared_until=TODAY - timedelta(days=1)),
            "production",
            "deployment",
            False,
            "run_lapsed",
        ),
        (replace(GOOD, cleared_until=None), "production", "deployment", False, "run_lapsed"),
        (
            replace(GOOD, cleared_until=None, rollback_until=TODAY),
            "production",
            "deployment",
            True,
            "run_rollback",
        ),
        (replace(GOOD, outdated=("outdated_artefact",)), "production", "deployment", False, "run_outdated"),
        (
            replace(GOOD, outdated=("outdated_artefact",), deny_when_outdated=False),
            "production",
            "deployment",
            True,
            "run_cleared",
        ),
        (
            replace(GOOD, outdated=("tier_raised",), deny_when_outdated=False),
            "production",
            "deployment",
            False,
            "run_outdated",
        ),
        (replace(GOOD, tier=None, cleared_until=None), "production", "deployment", False, "run_lapsed"),
    ],
)
def test_the_deploy_check_allows_only_what_is_plainly_cleared(
    state: RunState, purpose: str, needed: str | None, allowed: bool, code: str
) -> None:
    found = may_run(state, purpose, needed, TODAY)
    assert (found.allowed, found.code) == (allowed, code)
    assert found.sentence.startswith("Yes" if allowed else ("Not yet" if code == "run_too_early" else "No"))


def test_a_changed_artefact_makes_a_running_version_outdated_and_denies_it_in_the_high_tier(
    company: Company,
) -> None:
    version = running(company, "high")
    assert answer(company, version).allowed
    new_artefact(company, version)
    assert causes(company, version) == ["outdated_artefact"]
    assert answer(company, version).code == "run_outdated"


def test_in_the_limited_tier_a_change_is_a_warning_and_a_renewal_settles_it(company: Company) -> None:
    version = running(company, "limited")
    new_artefact(company, version)
    assert causes(company, version) == ["outdated_artefact"]
    assert answer(company, version).allowed
    company.pass_gate(version, "renewal")
    assert causes(company, version) == []


def test_a_raised_tier_denies_the_deploy_check_and_opens_a_renewal_that_asks_what_grew(
    company: Company,
) -> None:
    version = running(company, "limited")
    company.classify(version, "high", by="rosa")
    assert causes(company, version) == ["tier_raised"]
    assert answer(company, version).code == "run_outdated"
    draft = reading().scalars(select(ApprovalRequest).where(ApprovalRequest.status == "draft")).one()
    assert (draft.gate, draft.tier) == ("renewal", "high")
    ref = f"REQ-{draft.id}"
    company.answer_all(ref, by="milo")
    company.submit(ref)
    assert '"TE-2"' in company.round(ref).bundle
    company.pass_request(ref)
    assert causes(company, version) == []
    assert answer(company, version).allowed


def test_a_raised_tier_sends_a_version_that_never_ran_back_by_a_rework_draft(company: Company) -> None:
    version = running(company, "limited", "testing")
    company.classify(version, "high", by="rosa")
    draft = reading().scalars(select(ApprovalRequest).where(ApprovalRequest.status == "draft")).one()
    assert (draft.gate, draft.target_stage) == ("rework", "intake")
    assert company.version(version).stage == "testing"


def test_a_lowered_tier_opens_nothing_and_takes_no_clearance(company: Company) -> None:
    version = running(company, "high")
    before = company.version(version).cleared_until
    company.classify(version, "limited", by="rosa")
    assert not list(reading().scalars(select(ApprovalRequest).where(ApprovalRequest.status == "draft")))
    assert company.version(version).cleared_until == before


def test_the_first_production_deployment_starts_the_renewal_interval(company: Company) -> None:
    version = running(company, "limited", "deployment")
    made = register_environment(company["tom"], RegisterEnvironment(name="prod-eu", purpose="production"))
    done = record_deployment(
        company["olu"], RecordDeployment(version_id=company.version(version).id, environment_id=made.id)
    )
    assert done.allowed
    until = company.version(version).cleared_until
    assert until is not None
    assert 363 <= (until - date.today()).days <= 366


def test_a_deployment_that_the_check_denies_is_recorded_as_denied(company: Company) -> None:
    version = running(company, "limited", "design")
    made = register_environment(company["tom"], RegisterEnvironment(name="prod-eu", purpose="production"))
    done = record_deployment(
        company["olu"], RecordDeployment(version_id=company.version(version).id, environment_id=made.id)
    )
    assert (done.allowed, done.code) == (False, "run_too_early")
    assert reading().scalars(select(Deployment)).one().answer == "deny"
    standing = standing_of(reading(), company["tom"].person_id or 0, clock.glance())
    assert [line.version for line in running_on(standing, date.today())] == ["v1"]
