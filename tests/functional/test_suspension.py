"""A running version is stopped at once, confirmed later, and runs again only when others say so."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.approval_request import ApprovalRequest
from models.suspension import Suspension
from tests.fixtures.company import PASSWORD, Company
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading
from workflows.lifecycle.suspending import Suspend, Suspended, purpose, suspend_version
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


def suspend(
    company: Company, version: str, by: str = "olu", reason: str = "It refuses everybody"
) -> Suspended:
    proof = prove(company[by], PASSWORD, purpose(version))
    return suspend_version(company[by], Suspend(version, reason, proof=proof))


@pytest.fixture
def running(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "monitoring")
    return version


def test_one_authorised_person_stops_a_version_and_its_confirmation_is_asked_at_once(
    company: Company, running: str
) -> None:
    stopped = suspend(company, running)
    assert company.version(running).suspension_id is not None
    assert company.version(running).stage == "monitoring"
    confirmation = company.request(stopped.confirmation_ref)
    assert (confirmation.kind, confirmation.status) == ("suspension_confirmation", "in_review")
    assert set(company.seats(stopped.confirmation_ref)) == {"committee_chair"}


def test_a_member_of_the_team_may_stop_but_a_stranger_may_not(company: Company, running: str) -> None:
    with pytest.raises(Refused, match="may_not_suspend"):
        suspend(company, running, by="jide")
    assert company.version(running).suspension_id is None
    assert suspend(company, running, by="ana").ref.startswith("SUS-")


def test_a_stop_needs_a_reason_a_password_and_something_that_runs(company: Company, running: str) -> None:
    with pytest.raises(Refused, match="suspend_reason"):
        suspend(company, running, reason="  ")
    with pytest.raises(Refused, match="proof_missing"):
        suspend_version(company["olu"], Suspend(running, "No password given", proof=""))
    young = company.system("Fraud detection")
    company.classify(young, "limited")
    with pytest.raises(Conflict, match="nothing_to_suspend"):
        suspend(company, young)
    suspend(company, running)
    with pytest.raises(Conflict, match="suspended_already"):
        suspend(company, running)


def test_while_suspended_other_requests_are_on_hold_and_nobody_signs_them(
    company: Company, running: str
) -> None:
    renewal = company.open(running, "renewal")
    company.answer_all(renewal, by="milo")
    company.submit(renewal)
    suspend(company, running)
    assert company.request(renewal).on_hold
    with pytest.raises(Conflict, match="request_on_hold"):
        company.sign(renewal, "maria", "risk_officer")
    assert company.request(renewal).status == "in_review"


def test_a_rejected_confirmation_leaves_the_suspension_standing(company: Company, running: str) -> None:
    stopped = suspend(company, running)
    company.sign(stopped.confirmation_ref, "carla", "committee_chair", "reject", reason="Too early to say")
    assert company.request(stopped.confirmation_ref).status == "rejected"
    assert company.version(running).suspension_id is not None


def test_the_suspender_does_not_confirm_the_own_stop(company: Company, running: str) -> None:
    company.hire("cleo", "committee_chair", "operations_lead")
    stopped = suspend(company, running, by="cleo")
    with pytest.raises(Refused, match="bar_submitted_you"):
        company.sign(stopped.confirmation_ref, "cleo", "committee_chair")


def test_resumption_ends_the_stop_lifts_the_holds_and_supersedes_an_open_confirmation(
    company: Company, running: str
) -> None:
    renewal = company.open(running, "renewal")
    stopped = suspend(company, running)
    resumption = company.pass_gate(running, "resumption")
    assert company.request(resumption).status == "approved"
    assert company.version(running).suspension_id is None
    assert company.version(running).stage == "monitoring"
    assert company.request(stopped.confirmation_ref).status == "superseded"
    assert not company.request(renewal).on_hold
    row = reading().scalars(select(Suspension)).one()
    assert row.ended_by_request_id == company.request(resumption).id


def test_a_confirmed_suspension_says_when_and_retirement_ends_it(company: Company, running: str) -> None:
    stopped = suspend(company, running)
    company.sign(stopped.confirmation_ref, "carla", "committee_chair")
    assert company.request(stopped.confirmation_ref).status == "approved"
    assert reading().scalars(select(Suspension)).one().confirmed_at is not None
    assert company.version(running).suspension_id is not None
    company.pass_gate(running, "retirement")
    assert company.version(running).stage == "retirement"
    assert company.version(running).suspension_id is None


def test_nothing_but_resumption_retirement_and_rework_can_be_asked_for_a_stopped_version(
    company: Company, running: str
) -> None:
    suspend(company, running)
    with pytest.raises(Refused, match="version_suspended"):
        company.open(running, "renewal")
    assert company.open(running, "retirement").startswith("REQ-")
    assert reading().scalars(select(ApprovalRequest).where(ApprovalRequest.gate == "renewal")).first() is None
