"""Each starter policy can be submitted and signed in the sample company, and a missing seat is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workflows.approvals.policies.body import load
from workflows.approvals.policies.passable import Gap, Member, passable
from workflows.approvals.policies.vocabulary import POLICY_PAIRS
from workflows.approvals.starter import starter_bodies

POLICIES = {key: load(text) for key, text in starter_bodies().items()}

ROLES = [
    "product_owner",
    "ml_lead",
    "risk_officer supplier_manager",
    "legal_counsel",
    "security_ciso",
    "committee_chair",
    "committee_member incident_manager training_lead concerns_officer",
    "ai_governance_lead document_controller",
    "model_validator",
    "impact_assessor data_steward",
    "operations_lead human_overseer",
    "top_management",
]
TWELVE = [Member(number, frozenset(roles.split())) for number, roles in enumerate(ROLES, start=1)]
SIXTEEN = [
    *TWELVE,
    Member(13, frozenset({"risk_officer"})),
    Member(14, frozenset({"dpo"})),
    Member(15, frozenset({"internal_auditor"})),
    Member(16, frozenset()),
]
TEAM = {1, 2}


def without(person_id: int) -> list[Member]:
    return [member for member in TWELVE if member.person_id != person_id]


def test_there_is_a_starter_policy_for_every_gate_and_tier_that_has_one():
    assert sorted(POLICIES) == sorted(POLICY_PAIRS)


@pytest.mark.parametrize("crew", [TWELVE, SIXTEEN], ids=["twelve who carry all", "whole sample company"])
def test_the_sample_company_can_pass_every_starter_policy(crew):
    assert passable(POLICIES, crew, TEAM) == ()


def test_it_can_too_when_specialists_wrote_the_linked_records_of_their_own_role():
    own = {"risk_officer", "legal_counsel", "impact_assessor", "data_steward", "model_validator"}
    crew = [replace(member, wrote=member.roles & own) for member in SIXTEEN]
    assert passable(POLICIES, crew, TEAM) == ()


def test_a_missing_role_is_named_with_gate_and_tier():
    gaps = passable(POLICIES, without(9), TEAM)
    assert {gap.seat for gap in gaps} == {"model_validator"}
    assert Gap("deployment", "high", "model_validator") in gaps
    assert Gap("design", "minimal", "model_validator") not in gaps


def test_a_team_that_nobody_may_submit_for_is_named():
    gaps = passable(POLICIES, TWELVE, {2})
    assert Gap("design", "minimal", "submit_by") in gaps
    assert Gap("testing", "minimal", "submit_by") not in gaps


def test_a_team_member_does_not_fill_a_seat():
    assert Gap("design", "limited", "legal_counsel") in passable(POLICIES, TWELVE, {1, 2, 4})


def test_a_contractor_fills_no_deciding_seat_of_the_high_tier():
    crew = [replace(member, employee=member.person_id != 4) for member in TWELVE]
    gaps = passable(POLICIES, crew, TEAM)
    assert {gap.tier for gap in gaps} == {"high"}
    assert {gap.seat for gap in gaps} == {"legal_counsel"}


def test_one_person_with_two_roles_leaves_one_of_the_two_seats_empty():
    crew = [replace(m, roles=m.roles | {"legal_counsel"}) if m.person_id == 3 else m for m in without(4)]
    gaps = passable(POLICIES, crew, TEAM)
    assert {gap.seat for gap in gaps if (gap.gate, gap.tier) == ("deployment", "limited")} & {
        "legal_counsel",
        "risk_officer",
    }


def test_advice_of_a_role_that_nobody_holds_falls_away():
    assert not [gap for gap in passable(POLICIES, TWELVE, TEAM) if gap.seat == "dpo"]


def test_where_everybody_wrote_a_record_the_independent_seat_is_missing():
    crew = [replace(member, wrote=member.roles) for member in TWELVE]
    gaps = passable({("deployment", "high"): POLICIES["deployment", "high"]}, crew, TEAM)
    assert gaps == (Gap("deployment", "high", "independent_seat"),)


def test_an_author_of_another_role_does_not_fill_the_seat():
    crew = [replace(m, wrote=frozenset({"supplier_manager"})) if m.person_id == 3 else m for m in TWELVE]
    assert Gap("deployment", "high", "risk_officer") in passable(POLICIES, crew, TEAM)
