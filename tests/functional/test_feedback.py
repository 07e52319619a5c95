"""What goes wrong after an approval points back to the decision and shows on its gate's page."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.stage_move import StageMove
from models.unit import Unit
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.conditions import let_fall_due, with_condition
from tests.fixtures.counting import counted_statements
from tests.fixtures.review import browse
from workflows.ground import clock
from workflows.ground.ids import key_of, uuid7
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.lifecycle.suspending import Suspend, purpose, suspend_version
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


def classified(company: Company, name: str = "Credit scoring") -> str:
    version = company.system(name)
    company.classify(version, "limited")
    return version


def suspend(company: Company, version: str) -> None:
    suspend_version(
        company["olu"],
        Suspend(version, "It refuses everybody", proof=prove(company["olu"], PASSWORD, purpose(version))),
    )


def last_decision(version: str) -> str:
    moves = select(StageMove.request_id).where(StageMove.version_id == key_of("VER", version))
    return f"REQ-{reading().scalars(moves.order_by(StageMove.id.desc())).first()}"


def test_a_gate_after_which_nothing_went_wrong_says_so(company: Company) -> None:
    text = browse(company, "tom").get("/gates/design").text
    assert "Nothing that went wrong points to this gate." in text
    assert "Overdue conditions, suspensions and incidents" in text


def test_an_overdue_condition_shows_on_the_gate_that_set_it(company: Company) -> None:
    ref = with_condition(company, classified(company))
    let_fall_due(ref)
    text = browse(company, "tom").get("/gates/design").text
    assert f'href="/conditions/{ref}"' in text
    assert "1 × overdue condition" in text
    assert "One request was approved here in that time." in text
    assert ref not in browse(company, "tom").get("/gates/testing").text


def test_a_suspension_points_to_the_last_gate_that_let_the_version_on(company: Company) -> None:
    version = classified(company)
    company.bring_to(version, "monitoring")
    decision = last_decision(version)
    suspend(company, version)
    text = browse(company, "tom").get("/gates/monitoring").text
    assert "It refuses everybody" in text
    assert f'href="/requests/{decision}"' in text
    assert "SUS-" not in browse(company, "tom").get("/gates/deployment").text


def test_a_rework_after_an_incident_points_to_the_decision_before_it(company: Company) -> None:
    version = classified(company)
    company.bring_to(version, "deployment")
    change = {"change": "incident_bias_or_drift", "change_text": "Drift over its limit", "next_label": "v2"}
    open_gate(company["ana"], OpenGate(version, "rework", **change))
    text = browse(company, "tom").get("/gates/deployment").text
    assert "Drift over its limit" in text
    assert "1 × rework after an incident" in text


def test_nobody_learns_of_systems_they_may_not_see(company: Company) -> None:
    ref = with_condition(company, classified(company))
    let_fall_due(ref)
    page = browse(company, "nils").get("/gates/design")
    assert page.status_code == 200
    assert ref not in page.text


def test_an_unknown_gate_is_not_found(company: Company) -> None:
    assert browse(company, "tom").get("/gates/moon").status_code == 404


def test_the_page_of_a_gate_costs_the_same_for_many_setbacks(company: Company) -> None:
    let_fall_due(with_condition(company, classified(company)))
    client = browse(company, "tom")
    client.get("/gates/design")
    with counted_statements(company.app) as few:
        client.get("/gates/design")
    let_fall_due(with_condition(company, classified(company, "Fraud model")))
    with counted_statements(company.app) as more:
        assert "2 × overdue condition" in client.get("/gates/design").text
    assert len(few) == len(more) <= 9


def test_a_role_in_one_unit_shows_what_went_wrong_in_that_unit(company: Company) -> None:
    ref = with_condition(company, classified(company))
    let_fall_due(ref)
    with transaction() as tx:
        tx.add(Unit(uuid=uuid7(), name="Lending", kind="department"))
        tx.flush()
        company.grant_row(tx, company["nils"].person_id, "risk_officer", clock.now(tx), scope="unit:1")
    page = browse(company, "nils").get("/gates/design")
    assert page.status_code == 200
    assert ref not in page.text
