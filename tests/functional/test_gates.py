"""Which doors are open: renewal, adoption, retirement, validity, superseding."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.fixtures.company import Company
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction

pytestmark = pytest.mark.both_databases


def lapse(company: Company, version: str) -> None:
    """Lets the clearance of a version end yesterday."""
    row = company.version(version)
    with transaction() as tx:
        tx.get_one(type(row), row.id).cleared_until = date.today() - timedelta(days=1)


def test_a_gate_that_does_not_lead_on_from_here_cannot_be_asked_for(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    for gate in ("data_review", "testing", "deployment", "monitoring", "renewal", "resumption", "adoption"):
        with pytest.raises(Refused):
            company.open(version, gate)
    with pytest.raises(Refused, match="gate_unknown"):
        company.open(version, "to_deployment")
    assert company.open(version, "design") == "REQ-1"


def test_an_unclassified_system_asks_for_nothing_but_retirement(company: Company) -> None:
    version = company.system()
    with pytest.raises(Refused, match="not_classified"):
        company.open(version, "design")
    request = company.open(version, "retirement")
    assert company.request(request).tier == "high"


def test_a_prohibited_system_passes_only_retirement_under_the_high_policy(company: Company) -> None:
    version = company.system()
    company.classify(version, "prohibited")
    with pytest.raises(Refused, match="prohibited_tier"):
        company.open(version, "design")
    request = company.pass_gate(version, "retirement")
    assert company.request(request).tier == "high"
    assert company.version(version).stage == "retirement"


def test_the_same_gate_is_asked_for_once_at_a_time(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    company.open(version, "design")
    with pytest.raises(Conflict, match="gate_open_already"):
        company.open(version, "design")


def test_deployment_clears_for_days_and_monitoring_for_the_renewal_interval(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "deployment")
    first = company.version(version).cleared_until
    assert first is not None
    assert 58 <= (first - date.today()).days <= 61
    company.pass_gate(version, "monitoring")
    second = company.version(version).cleared_until
    assert second is not None
    assert 363 <= (second - date.today()).days <= 366


def test_the_monitoring_gate_refuses_a_version_whose_clearance_has_lapsed(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "deployment")
    lapse(company, version)
    with pytest.raises(Refused, match="clearance_lapsed"):
        company.open(version, "monitoring")


def test_a_renewal_keeps_the_stage_and_clears_anew(company: Company) -> None:
    version = company.system()
    company.classify(version, "high")
    company.bring_to(version, "monitoring")
    lapse(company, version)
    company.pass_gate(version, "renewal")
    row = company.version(version)
    assert row.stage == "monitoring"
    assert row.cleared_until is not None
    assert 178 <= (row.cleared_until - date.today()).days <= 181


def test_a_bought_system_already_in_use_is_adopted_into_monitoring_once(company: Company) -> None:
    version = company.system(
        "CV screening", origin="bought", supplier="Talent GmbH", in_use_since=date(2025, 3, 1)
    )
    company.classify(version, "limited")
    company.pass_gate(version, "adoption")
    row = company.version(version)
    assert (row.stage, row.adopted) == ("monitoring", True)
    assert row.cleared_until is not None
    assert 178 <= (row.cleared_until - date.today()).days <= 181
    renewal = company.open(version, "renewal")
    company.answer_all(renewal, by="milo")
    company.submit(renewal)
    assert "IN-2" in company.round(renewal).bundle
    assert "TE-13" in company.round(renewal).bundle


def test_a_system_that_was_not_in_use_before_is_not_adopted(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    with pytest.raises(Refused, match="adoption_only_once"):
        company.open(version, "adoption")


def test_every_stage_can_be_retired_and_nothing_follows(company: Company) -> None:
    for stage in ("intake", "design", "testing", "monitoring"):
        version = company.system(f"System for {stage}")
        company.classify(version, "minimal")
        company.bring_to(version, stage)
        company.pass_gate(version, "retirement")
        assert company.version(version).stage == "retirement"
        with pytest.raises(Refused):
            company.open(version, "renewal")


def test_moving_a_version_supersedes_what_can_no_longer_start_and_names_the_request(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    retirement = company.open(version, "retirement")
    design = company.open(version, "design")
    company.answer_all(design, by="milo")
    company.answer_all(retirement, by="milo")
    company.submit(design)
    company.submit(retirement)
    company.pass_request(retirement)
    ended = company.request(design)
    assert ended.status == "superseded"
    assert retirement in ended.ended_params


def test_two_versions_of_one_system_stand_side_by_side_and_the_old_one_is_kept_for_rollback(
    company: Company,
) -> None:
    from tests.functional.test_rework import change_to

    version = company.system()
    company.classify(version, "minimal")
    company.bring_to(version, "monitoring")
    company.pass_gate(
        version, "rework", change=change_to("testing"), change_text="Retrained", next_label="v2"
    )
    born = f"VER-{company.version(version).id + 1}"
    company.pass_gate(born, "deployment")
    company.pass_gate(born, "monitoring", old_version="rollback")
    assert company.version(born).stage == company.version(version).stage == "monitoring"
    assert company.version(version).rollback_until is not None
