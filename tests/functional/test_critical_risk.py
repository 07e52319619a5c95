"""A critical risk that remains asks top management to sign the deployment, whatever the classification says."""

from __future__ import annotations

import pytest

from models.ai_system import AiSystem
from tests.fixtures.company import Company
from tests.fixtures.risks import row, save_risk
from workflows.ground.transaction import reading
from workflows.inventory.registers.archiving import archive_record
from workflows.inventory.registers.commands import ArchiveRecord

CRITICAL = {
    "inherent_likelihood": "5",
    "inherent_individuals": "5",
    "residual_likelihood": "4",
    "residual_individuals": "5",
}


def in_testing(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "testing")
    return version


def flagged(company: Company, version: str) -> bool:
    return reading().get_one(AiSystem, company.version(version).system_id).critical_risk


@pytest.mark.both_databases
def test_a_critical_risk_sets_the_flag_and_its_end_takes_it_away(company: Company):
    version = company.system()
    assert not flagged(company, version)
    risk = save_risk(company, system=version, **CRITICAL)
    assert row(risk).level == "critical"
    assert flagged(company, version)
    save_risk(company, record=risk, residual_likelihood="2")
    assert not flagged(company, version)
    save_risk(company, record=risk, residual_likelihood="4")
    archive_record(company["ana"], ArchiveRecord("risk", risk.id, "Written twice"))
    assert not flagged(company, version)


def test_a_risk_nobody_rated_after_measures_counts_as_it_was_before_them(company: Company):
    version = company.system()
    gone = {f"residual_{part}": "" for part in ("likelihood", "organisation", "individuals", "society")}
    save_risk(company, system=version, inherent_likelihood="5", **gone)
    assert flagged(company, version)


def test_top_management_signs_the_deployment_of_a_system_with_a_critical_risk(company: Company):
    version = in_testing(company)
    request = company.open(version, "deployment")
    company.answer_all(request, by="milo")
    company.submit(request)
    assert "top_management" not in company.seats(request)
    save_risk(company, system=version, by="maria", **CRITICAL)
    assert company.request(request).status == "changes_requested"
    company.answer_all(request, by="milo")
    company.submit(request)
    assert "top_management" in company.seats(request)
