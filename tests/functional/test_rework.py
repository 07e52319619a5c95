"""Rework sends a changed version back; one that runs gets its successor instead."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.answer import Answer
from models.system_version import SystemVersion
from tests.fixtures.company import Company
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading

pytestmark = pytest.mark.both_databases


def change_to(stage: str | None) -> str:
    """The first row of the routing table that leads to this stage."""
    body = load(policy_in_force(reading(), "rework", "limited", clock.glance()).body)
    return next(row.key for row in body.routing if row.to_stage == stage)


def prepared(company: Company, stage: str, tier: str = "limited") -> str:
    version = company.system()
    company.classify(version, tier)
    company.bring_to(version, stage)
    return version


def test_a_version_that_never_ran_is_itself_moved_back(company: Company) -> None:
    version = prepared(company, "testing")
    company.pass_gate(version, "rework", change=change_to("design"), change_text="Another architecture")
    assert company.version(version).stage == "design"
    assert len(list(reading().scalars(select(SystemVersion)))) == 1
    company.pass_gate(version, "data_review")
    assert company.version(version).stage == "data_review"


def test_a_version_that_runs_stays_and_its_successor_is_born_where_the_rework_says(company: Company) -> None:
    version = prepared(company, "monitoring")
    request = company.pass_gate(
        version, "rework", change=change_to("testing"), change_text="New threshold", next_label="v2"
    )
    old = company.version(version)
    born = reading().scalars(select(SystemVersion).where(SystemVersion.predecessor_id == old.id)).one()
    assert old.stage == "monitoring"
    assert (born.label, born.stage, born.born_stage) == ("v2", "testing", "testing")
    assert born.born_by_request_id == company.request(request).id
    assert old.cleared_until is not None


def test_a_successor_inherits_answers_by_reference_and_answering_anew_takes_the_mark_away(
    company: Company,
) -> None:
    version = prepared(company, "monitoring")
    company.pass_gate(
        version, "rework", change=change_to("testing"), change_text="New threshold", next_label="v2"
    )
    born = reading().scalars(select(SystemVersion).where(SystemVersion.label == "v2")).one()
    request = company.open(f"VER-{born.id}", "deployment")
    key = company.request(request).id
    answers = list(reading().scalars(select(Answer).where(Answer.request_id == key)))
    assert answers
    assert all(a.inherited.startswith("as in v1") and "New threshold" in a.inherited for a in answers)
    company.submit(request)
    items = json.loads(company.round(request).bundle)["items"]
    assert items["TE-1"]["inherited"].startswith("as in v1")
    company.pass_request(request)
    assert company.version(f"VER-{born.id}").stage == "deployment"


def test_an_off_switch_in_the_rework_ends_the_clearance_of_the_old_version(company: Company) -> None:
    version = prepared(company, "monitoring")
    company.pass_gate(
        version,
        "rework",
        change=change_to("testing"),
        change_text="Wrong limits",
        next_label="v2",
        old_version="off",
    )
    assert company.version(version).cleared_until is None


def test_a_rework_names_a_change_that_leads_back_and_a_free_label(company: Company) -> None:
    version = prepared(company, "deployment")
    with pytest.raises(Refused, match="change_unknown"):
        company.open(version, "rework", change="nonsense", change_text="x", next_label="v2")
    with pytest.raises(Refused, match="change_needs_no_request"):
        company.open(version, "rework", change=change_to(None), change_text="x", next_label="v2")
    with pytest.raises(Refused, match="change_text_missing"):
        company.open(version, "rework", change=change_to("testing"), next_label="v2")
    with pytest.raises(Refused, match="next_label_missing"):
        company.open(version, "rework", change=change_to("testing"), change_text="x")
    with pytest.raises(Refused, match="limits_missing"):
        company.open(
            version,
            "rework",
            change=change_to("testing"),
            change_text="x",
            next_label="v2",
            old_version="limits",
        )
    with pytest.raises(Refused, match="version_label_taken"):
        company.open(version, "rework", change=change_to("testing"), change_text="x", next_label="v1")


def test_a_rework_never_leads_forward(company: Company) -> None:
    version = prepared(company, "design")
    with pytest.raises(Refused, match="rework_not_earlier"):
        company.open(version, "rework", change=change_to("testing"), change_text="Later")
