"""Break-glass: one person answers for one version in one environment for some hours, and others judge it afterwards."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from models.environment import Environment
from models.policy_version import PolicyVersion
from tests.fixtures.company import Company
from tests.fixtures.conditions import facts, issue, passed, production
from tests.functional.test_suspension import suspend
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground import clock
from workflows.ground.ids import key_of, uuid7
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import reading, transaction
from workflows.inventory.hooks import DeployAnswer
from workflows.lifecycle.deploy import answer_for
from workflows.lifecycle.passes.ending import EndPass, end_pass
from workflows.lifecycle.passes.issuing import IssuePass, issue_pass
from workflows.lifecycle.passes.sweep import sweep

pytestmark = pytest.mark.both_databases


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    company.bring_to(made, "testing")
    return made


@pytest.fixture
def prod(company: Company) -> int:
    return production(company)


def answer(company: Company, version: str, environment: int) -> DeployAnswer:
    row = company.version(version)
    return answer_for(reading(), clock.glance(), row, reading().get_one(Environment, environment))


def shift_end(ref: str, hours: int) -> None:
    """Moves the end of a pass, its begin along with it."""
    with transaction() as tx:
        row = tx.merge(passed(ref))
        row.issued_at = datetime.now(UTC) + timedelta(hours=hours - 24)
        row.ends_at = datetime.now(UTC) + timedelta(hours=hours)


def test_s72_a_pass_lets_one_version_run_in_one_environment_and_says_by_whom_and_until_when(
    company: Company, version: str, prod: int
) -> None:
    other = production(company, "prod-2")
    assert not answer(company, version, prod).allowed
    made = issue(company, version, prod)
    found = answer(company, version, prod)
    assert (found.allowed, found.code) == (True, "run_emergency")
    assert "emergency pass by Olu until" in found.sentence
    assert not answer(company, version, other).allowed
    assert company.version(version).stage == "testing"
    assert "and answer for it" in passed(made.ref).statement


def test_s72_only_the_roles_that_the_policy_names_issue_one_and_older_policies_name_nobody(
    company: Company, version: str, prod: int
) -> None:
    for name in ("ana", "tom", "carla", "greta"):
        with pytest.raises(NotAllowed, match="may_not_pass"):
            issue(company, version, prod, by=name)
    with transaction() as tx:
        old = policy_in_force(tx, "deployment", "limited", clock.now(tx))
        body = {key: value for key, value in json.loads(old.body).items() if key != "emergency_pass"}
        tx.add(
            PolicyVersion(
                uuid=uuid7(),
                policy_id=old.policy_id,
                number=2,
                body=json.dumps(body),
                digest="0" * 64,
                in_force_from=clock.now(tx),
            )
        )
    with pytest.raises(Refused, match="pass_who"):
        issue(company, version, prod)


def test_s72_a_pass_needs_a_long_reason_a_short_time_and_the_own_password(
    company: Company, version: str, prod: int
) -> None:
    with pytest.raises(Refused, match="pass_reason_short"):
        issue(company, version, prod, reason="It is urgent" + " " * 80)
    for hours in (0, 73):
        with pytest.raises(Refused, match="pass_hours"):
            issue(company, version, prod, hours=hours)
    with pytest.raises(Refused, match="proof_missing"):
        issue_pass(company["olu"], IssuePass(version, prod, 24, "Because " * 20))
    assert facts("pass:issued") == []


def test_s72_what_is_prohibited_suspended_retired_or_allowed_anyway_gets_none(
    company: Company, version: str, prod: int
) -> None:
    company.pass_gate(version, "deployment")
    with pytest.raises(Refused, match="pass_not_needed"):
        issue(company, version, prod)
    suspend(company, version)
    with pytest.raises(Conflict, match="pass_impossible"):
        issue(company, version, prod)
    other = company.system("Fraud detection")
    company.classify(other, "prohibited")
    with pytest.raises(Refused, match="prohibited_tier"):
        issue(company, other, prod)


def test_s72_a_pass_ends_with_a_suspension_at_once(company: Company, version: str, prod: int) -> None:
    company.pass_gate(version, "deployment")
    with transaction() as tx:
        tx.merge(company.version(version)).cleared_until = datetime.now(UTC).date() - timedelta(days=1)
    issue(company, version, prod)
    assert answer(company, version, prod).allowed
    suspend(company, version)
    assert answer(company, version, prod).code == "run_suspended"


def test_s72_everybody_who_was_passed_over_and_the_committee_are_told(
    company: Company, version: str, prod: int
) -> None:
    issue(company, version, prod)
    (fact,) = facts("pass:issued")
    told = set(json.loads(fact.person_ids))
    for name in ("carla", "ben", "tom", "maria", "jide", "ana"):
        assert company[name].person_id in told, name


def test_s72_the_review_opens_by_itself_and_only_others_sign_it(
    company: Company, version: str, prod: int
) -> None:
    company.hire("otto", "operations_lead", "risk_officer")
    made = issue(company, version, prod, by="otto")
    review = company.request(made.review_ref)
    assert (review.kind, review.status) == ("emergency_review", "in_review")
    assert review.due_at is not None
    with pytest.raises(Refused, match="bar_submitted_you"):
        company.sign(made.review_ref, "otto", "risk_officer")
    company.pass_request(made.review_ref)
    assert passed(made.ref).closed_at is not None
    assert answer(company, version, prod).allowed


def test_s72_until_others_have_closed_the_review_there_is_no_second_pass(
    company: Company, version: str, prod: int
) -> None:
    made = issue(company, version, prod)
    other = company.system("Fraud detection")
    company.classify(other, "limited")
    with pytest.raises(Conflict, match="pass_yours_unreviewed"):
        issue(company, other, prod)
    with pytest.raises(Conflict, match="pass_version_unreviewed"):
        issue(company, version, production(company, "prod-2"), by="priya")
    shift_end(made.ref, -1)
    sweep()
    with pytest.raises(Conflict, match="pass_yours_unreviewed"):
        issue(company, other, prod)
    company.pass_request(made.review_ref)
    assert issue(company, other, prod).ref != made.ref


def test_s72_a_review_that_finds_it_wrong_takes_the_pass_back(
    company: Company, version: str, prod: int
) -> None:
    made = issue(company, version, prod)
    company.sign(made.review_ref, "maria", "risk_officer", "reject", reason="The hospital had another way")
    assert company.request(made.review_ref).status == "rejected"
    assert not answer(company, version, prod).allowed


def test_s72_at_its_end_the_answer_falls_back_without_any_sweep_and_the_sweep_tells_once(
    company: Company, version: str, prod: int
) -> None:
    made = issue(company, version, prod)
    shift_end(made.ref, -1)
    assert answer(company, version, prod).code == "run_too_early"
    assert [sweep().handled, sweep().handled] == [1, 0]
    (fact,) = facts("pass:ended")
    assert company["olu"].person_id in json.loads(fact.person_ids)


def test_s72_issuer_or_lead_end_it_early_and_nobody_else(company: Company, version: str, prod: int) -> None:
    made = issue(company, version, prod)
    with pytest.raises(Refused, match="pass_not_yours_to_end"):
        end_pass(company["ana"], EndPass(made.ref, "Not needed"))
    with pytest.raises(Refused, match="pass_end_reason"):
        end_pass(company["tom"], EndPass(made.ref, " "))
    end_pass(company["tom"], EndPass(made.ref, "The old version runs again"))
    assert not answer(company, version, prod).allowed
    with pytest.raises(Conflict, match="pass_over"):
        end_pass(company["olu"], EndPass(made.ref, "Once more"))
    assert passed(made.ref).closed_at is None


def test_s72_a_review_that_expires_is_asked_for_anew_and_the_issuer_stays_barred(
    company: Company, version: str, prod: int
) -> None:
    made = issue(company, version, prod)
    with transaction() as tx:
        row = tx.merge(company.request(made.review_ref))
        row.expires_at = row.submitted_at + timedelta(microseconds=1)
    with pytest.raises(Conflict, match="request_expired"):
        company.sign(made.review_ref, "maria", "risk_officer")
    assert passed(made.ref).closed_at is None
    assert [sweep().handled, sweep().handled] == [1, 0]
    again = f"REQ-{passed(made.ref).review_request_id}"
    assert (again != made.review_ref, company.request(again).status) == (True, "in_review")
    assert key_of("REQ", again) is not None


def test_s72_retiring_the_version_leaves_its_review_open(company: Company, version: str, prod: int) -> None:
    made = issue(company, version, prod)
    company.pass_gate(version, "retirement")
    assert company.request(made.review_ref).status == "in_review"
    assert answer(company, version, prod).code == "run_retired"


def test_s72_the_review_says_right_or_wrong_and_cannot_be_sent_back(
    company: Company, version: str, prod: int
) -> None:
    made = issue(company, version, prod)
    for decision in ("request_changes", "approve_with_conditions"):
        with pytest.raises(Refused, match="decision_does_not_fit"):
            company.sign(made.review_ref, "maria", "risk_officer", decision, reason="More words, please")
    assert company.request(made.review_ref).status == "in_review"
