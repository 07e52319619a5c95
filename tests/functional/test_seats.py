"""Seats: steps, parallel signing, veto, advice, recusal, independence, and persons who do not fit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.role_grant import RoleGrant
from tests.fixtures.company import PASSWORD, Company
from workflows.approvals.admitting import Admit, admit_signer
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.commands import AddMember
from workflows.inventory.teams import add_member
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


def ready(
    company: Company, gate: str = "deployment", tier: str = "limited", flags: tuple[str, ...] = ()
) -> str:
    version = company.system()
    company.classify(version, tier, flags=flags)
    before = {"design": "intake", "data_review": "design", "deployment": "testing"}[gate]
    company.bring_to(version, before)
    request = company.open(version, gate)
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def test_the_second_step_waits_for_the_first(company: Company) -> None:
    request = ready(company)
    with pytest.raises(Conflict, match="not_your_step"):
        company.sign(request, "carla", "committee_chair")
    company.sign(request, "maria", "risk_officer")
    company.sign(request, "jide", "legal_counsel")
    assert company.request(request).status == "in_review"
    company.sign(request, "carla", "committee_chair")
    assert company.request(request).status == "approved"


def test_every_mandatory_seat_has_a_veto_and_what_is_left_is_not_needed(company: Company) -> None:
    request = ready(company)
    company.sign(request, "jide", "legal_counsel", "reject", reason="Not lawful")
    assert company.request(request).status == "rejected"
    assert company.seats(request)["committee_chair"].status == "not_needed"
    assert company.version("VER-1").stage == "testing"


def test_s25_one_head_with_two_hats_fills_one_seat_only(company: Company) -> None:
    company.hire("zoe", "risk_officer", "legal_counsel")
    request = ready(company)
    company.sign(request, "zoe", "risk_officer")
    with pytest.raises(Refused, match="bar_other_seat_you"):
        company.sign(request, "zoe", "legal_counsel")
    assert company.seats(request)["legal_counsel"].status == "open"


def test_s05_two_tabs_and_a_change_of_mind_count_once(company: Company) -> None:
    request = ready(company)
    company.sign(request, "maria", "risk_officer")
    with pytest.raises(Conflict, match="seat_taken"):
        company.sign(request, "maria", "risk_officer")
    assert len([s for s in company.seats(request).values() if s.holder_id]) == 1


def test_s23_whoever_submits_does_not_sign_even_with_the_role(company: Company) -> None:
    company.hire("otto", "product_owner", "risk_officer")
    version = company.system()
    company.classify(version)
    company.bring_to(version, "testing")
    request = company.open(version, "deployment")
    company.answer_all(request, by="milo")
    company.submit(request, by="otto")
    with pytest.raises(Refused, match="bar_submitted_you"):
        company.sign(request, "otto", "risk_officer")


def test_team_builders_and_strangers_do_not_sign(company: Company) -> None:
    request = ready(company)
    company.hire("pia", "risk_officer")
    add_member(company["ana"], AddMember(system_id=1, person="pia@halm.example"))
    with pytest.raises(Refused, match="bar_team_you"):
        company.sign(request, "pia", "risk_officer")
    with pytest.raises(Refused, match="bar_no_role_you"):
        company.sign(request, "priya", "risk_officer")
    with pytest.raises(NotFound):
        company.sign(request, "nils", "risk_officer")
    with pytest.raises(NotFound, match="no_such_seat"):
        company.sign(request, "maria", "nobody")


def test_advice_comes_before_the_last_step_and_a_decision_against_it_needs_a_reason(company: Company) -> None:
    request = ready(company, flags=("dpia_check",))
    company.sign(request, "maria", "risk_officer")
    company.sign(request, "jide", "legal_counsel")
    with pytest.raises(Conflict, match="not_your_step"):
        company.sign(request, "carla", "committee_chair")
    with pytest.raises(Refused, match="decision_does_not_fit"):
        company.sign(request, "dora", "dpo", "approve")
    company.sign(request, "dora", "dpo", "advise_against", reason="No legal basis named")
    with pytest.raises(Refused, match="advice_reason"):
        company.sign(request, "carla", "committee_chair")
    company.sign(request, "carla", "committee_chair", reason="Basis named in TE-8 since")
    assert company.request(request).status == "approved"


def test_an_advising_seat_whose_role_nobody_holds_falls_away_and_says_so(company: Company) -> None:
    with transaction() as tx:
        for grant in tx.scalars(select(RoleGrant).where(RoleGrant.role == "dpo")):
            grant.revoked_at = datetime.now(UTC)
    request = ready(company, flags=("dpia_check",))
    seat = company.seats(request)["dpo"]
    assert (seat.status, seat.note_code) == ("fell_away", "advice_fell_away")


def test_recusing_opens_the_seat_for_another_holder_and_the_recused_never_comes_back(
    company: Company,
) -> None:
    request = ready(company)
    company.sign(request, "maria", "risk_officer", "recuse", reason="My brother works there")
    assert company.seats(request)["risk_officer"].status == "open"
    with pytest.raises(Refused, match="bar_recused_you"):
        company.sign(request, "maria", "risk_officer")
    company.sign(request, "rosa", "risk_officer")
    assert company.seats(request)["risk_officer"].decision == "approve"


def test_s39_a_request_that_nobody_could_decide_is_refused_at_submission(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="jide")
    with pytest.raises(Refused, match="seat_cannot_be_filled") as refused:
        company.submit(request)
    assert refused.value.params["role"] == "Legal counsel"
    assert company.request(request).status == "draft"


def test_a_later_grant_signs_only_after_an_uninvolved_admission(company: Company) -> None:
    request = ready(company)
    company.hire("fay", "risk_officer", days_ago=0)
    with pytest.raises(Refused, match="bar_late_grant_you"):
        company.sign(request, "fay", "risk_officer")
    fay = company["fay"].person_id or 0
    with pytest.raises(Refused, match="not_an_admitter"):
        admit_signer(company["carla"], Admit(request, "risk_officer", fay, "Maria has left"))
    admit_signer(company["tom"], Admit(request, "risk_officer", fay, "Maria has left"))
    company.sign(request, "fay", "risk_officer")
    assert company.seats(request)["risk_officer"].holder_id == fay


def test_a_policy_keeps_its_seats_for_employees_in_the_high_tier(company: Company) -> None:
    company.hire("cory", "risk_officer", kind="contractor")
    request = ready(company, "data_review", "high")
    with pytest.raises(Refused, match="bar_not_staff_you"):
        company.sign(request, "cory", "risk_officer")


def test_the_author_of_the_classification_signs_only_in_the_role_in_which_it_was_written(
    company: Company,
) -> None:
    version = company.system()
    company.classify(version, "limited", by="jide")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    company.sign(request, "jide", "legal_counsel")
    company.sign(request, "tom", "ai_governance_lead")
    assert company.request(request).status == "approved"


def test_an_approval_in_the_high_tier_waits_until_every_file_was_checked(company: Company) -> None:
    request = ready(company, "data_review", "high")
    with pytest.raises(Refused, match="evidence_unchecked_blocks"):
        company.sign(request, "maria", "risk_officer")
    company.tick_all(request, "maria")
    company.sign(request, "maria", "risk_officer")
    assert company.seats(request)["risk_officer"].decision == "approve"


def test_a_proof_of_the_password_serves_one_decision_on_one_round(company: Company) -> None:
    request = ready(company)
    digest = company.request(request).digest
    approve = Sign(request, "risk_officer", "approve", digest, unchecked_is_fine=True)
    proof = prove(company["maria"], PASSWORD, purpose(approve))
    other = Sign(request, "risk_officer", "reject", digest, reason="x", proof=proof)
    with pytest.raises(Refused, match="proof_missing"):
        sign_seat(company["maria"], other)
    with pytest.raises(Refused, match="proof_missing"):
        sign_seat(company["rosa"], Sign(**{**vars(approve), "proof": proof}))
    sign_seat(company["maria"], Sign(**{**vars(approve), "proof": proof}))
    with pytest.raises((Refused, Conflict)):
        sign_seat(company["rosa"], Sign(**{**vars(approve), "seat_key": "legal_counsel", "proof": proof}))
