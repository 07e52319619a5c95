"""Assessments are approved by others than their authors, the more sensitive the use the more people."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.risks import ASSESSED, DPIA, FRIA, row, save
from workflows.assurance.approving.asking import AskApproval, ask_approval
from workflows.ground.refused import Several
from workflows.inventory.registers.commands import LinkRecord
from workflows.inventory.registers.linking import link_records


def ask(company: Company, register: str, record, by: str = "ines") -> str:
    return ask_approval(company[by], AskApproval(register, record.id)).request_ref


def codes(caught) -> set[str]:
    return {one.code for one in caught.value.reasons}


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("change", "tier", "seats"),
    [
        ({"annex_iii": "no"}, "minimal", {"ai_governance_lead"}),
        ({}, "high", {"committee_chair", "ai_governance_lead", "legal_counsel"}),
    ],
)
def test_a_sensitive_use_takes_the_committee(company: Company, change, tier, seats):
    found = save(company, "impact", {**ASSESSED, **change}, by="ana", system=company.system())
    request = ask(company, "impact", found)
    assert (company.request(request).tier, set(company.seats(request))) == (tier, seats)
    company.pass_request(request)
    assert row(found).status == "approved"


def test_a_restricted_use_is_not_put_forward_at_all(company: Company):
    found = save(company, "impact", {**ASSESSED, "prohibited": "yes"}, by="ines")
    with pytest.raises(Several) as caught:
        ask(company, "impact", found)
    assert "impact_restricted" in codes(caught)


def test_an_assessment_names_the_questions_that_nobody_judged(company: Company):
    found = save(company, "impact", {**ASSESSED, "groups": []}, by="ines")
    with pytest.raises(Several) as caught:
        ask(company, "impact", found)
    (left,) = [one for one in caught.value.reasons if one.code == "impact_unanswered"]
    assert left.params["questions"] == "G1, G2, G3, G4, G5, G6"


def test_a_dpia_asks_the_data_protection_officer_and_the_authority_when_much_remains(company: Company):
    found = save(company, "dpia", {**DPIA, "remaining": "high"}, by="jide")
    with pytest.raises(Several) as caught:
        ask(company, "dpia", found)
    assert codes(caught) == {"dpia_prior_consultation"}
    found = save(company, "dpia", {"consulted_on": "2026-11-02"}, by="jide", record=found)
    request = ask(company, "dpia", found)
    seats = company.seats(request)
    assert seats["dpo"].mode == "advises"
    assert company.request(request).tier == "high"


def test_a_fria_takes_up_an_approved_impact_assessment_and_falls_with_its_text(company: Company):
    version = company.system()
    first = save(company, "impact", ASSESSED, by="ana", system=version)
    found = save(company, "fria", FRIA, by="ana", system=version)
    with pytest.raises(Several) as caught:
        ask(company, "fria", found)
    assert codes(caught) == {"fria_without_impact"}
    link_records(company["ines"], LinkRecord("fria", found.id, "impact", f"IMP-{first.id}"))
    with pytest.raises(Several) as caught:
        ask(company, "fria", found)
    assert codes(caught) == {"fria_impact_open"}
    company.pass_request(ask(company, "impact", first))
    company.pass_request(ask(company, "fria", found))
    assert row(found).status == "approved"
    save(company, "impact", {"parties": "Applicants and their families"}, by="ana", record=first)
    assert row(first).status == "draft"
    assert row(found).status == "draft"
