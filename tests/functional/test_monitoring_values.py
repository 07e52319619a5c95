"""Values of indicators: entered, corrected, missed; and what a broken limit brings."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from models.approval_request import ApprovalRequest
from models.measured_value import MeasuredValue
from models.register_record import RegisterRecord
from models.suspension import Suspension
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.monitoring import day, enter, indicator, record, save, turns
from workflows.assurance.monitoring import missing
from workflows.assurance.monitoring.entering import EnterValues, enter_values
from workflows.assurance.monitoring.given import Given
from workflows.assurance.monitoring.keys import MakeKey, RevokeKey, make_key, revoke_key, send_values
from workflows.assurance.monitoring.page import values_page
from workflows.assurance.monitoring.settling import Settle, settle_breach
from workflows.assurance.monitoring.standing_order import STANDING_ORDER
from workflows.ground import clock
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused, Several, Unavailable
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers.attesting import Attest, attest_record, proof_purpose
from workflows.people.proof import prove
from workflows.people.standing import standing_of


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    return made


def standing(company: Company, name: str):
    tx = reading()
    return standing_of(tx, company[name].person_id, clock.now(tx))


def count(model) -> int:
    session = reading()
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_the_first_value_brings_an_indicator_to_life_and_its_state_follows_the_newest(
    company: Company, version: str
) -> None:
    key = indicator(company, version)
    assert (record(key).status, record(key).level) == ("planned", "")
    assert enter(company, key, (day(2), "2"), (day(1), "3.5")).states == {day(2): "ok", day(1): "warn"}
    assert (record(key).status, record(key).level) == ("live", "warn")
    digest = record(key).digest
    enter(company, key, (day(3), "9"))
    assert (record(key).level, turns(key)) == ("warn", [])
    assert record(key).digest == digest


def test_editing_an_indicator_keeps_the_state_that_its_values_gave_it(company: Company, version: str) -> None:
    key = indicator(company, version)
    enter(company, key, (day(), "3.5"))
    save(company, "indicator", version, record_id=key, title="Wrong refusals, sampled")
    assert (record(key).level, record(key).title) == ("warn", "Wrong refusals, sampled")


def test_a_broken_limit_gives_the_owner_a_turn_until_somebody_says_what_they_found(
    company: Company, version: str
) -> None:
    key = indicator(company, version)
    enter(company, key, (day(), "4.01"))
    assert turns(key) == [("turn_limit_broken", company["milo"].person_id)]
    with pytest.raises(Refused, match="breach_note"):
        settle_breach(company["olu"], Settle(key, " "))
    settle_breach(company["olu"], Settle(key, "A new form left a field empty"))
    assert turns(key) == []
    with pytest.raises(Conflict, match="breach_none"):
        settle_breach(company["olu"], Settle(key, "Again"))


def test_a_value_is_corrected_only_with_a_reason_and_the_old_one_stays(
    company: Company, version: str
) -> None:
    key = indicator(company, version)
    enter(company, key, (day(), "5"))
    assert enter(company, key, (day(), "5.0")).states == {}
    with pytest.raises(Several) as refused:
        enter(company, key, (day(), "2"))
    assert refused.value.reasons[0].field == "note"
    enter(company, key, (day(), "2"), note="Typed the wrong column")
    assert (record(key).level, turns(key), count(MeasuredValue)) == ("ok", [], 2)
    shown = values_page(standing(company, "olu"), key).values
    assert [(one.text, one.corrected) for one in shown] == [("2", True)]


def test_bad_values_are_all_named_and_none_is_stored(company: Company, version: str) -> None:
    key = indicator(company, version)
    values = (
        Given(day(1), "2", line=2),
        Given("soon", "2", line=3),
        Given(day(), "many", line=4),
        Given(day(-3), "1", line=5),
        Given(day(1), "3", line=6),
    )
    with pytest.raises(Several) as refused:
        enter_values(company["olu"], EnterValues(key, values, "csv"))
    assert [(one.code, one.params["line"]) for one in refused.value.reasons] == [
        ("period_unknown", 3),
        ("value_needed", 4),
        ("period_ahead", 5),
        ("values_twice", 6),
    ]
    assert count(MeasuredValue) == 0


def test_strangers_and_readers_enter_nothing(company: Company, version: str) -> None:
    key = indicator(company, version)
    with pytest.raises(NotAllowed):
        enter(company, key, (day(), "1"), by="ruth")
    with pytest.raises(NotFound):
        enter(company, key, (day(), "1"), by="nils")


def test_a_missing_value_is_a_state_and_somebodys_turn_and_a_late_value_takes_its_place(
    company: Company, version: str
) -> None:
    key = indicator(company, version, starts_on=day(4), grace="1")
    enter(company, key, (day(4), "1"))
    with transaction() as tx:
        row = tx.get_one(RegisterRecord, key)
        row.due_on = row.due_on.replace(year=row.due_on.year - 1)
    for expected in (1, 0):
        with transaction() as tx:
            assert missing.sweep(tx, clock.now(tx)) == expected
    shown = values_page(standing(company, "olu"), key).values
    assert [(one.period, one.state) for one in shown] == [
        (day(4), "ok"),
        (day(3), "missing"),
        (day(2), "missing"),
    ]
    assert (record(key).level, turns(key)) == ("missing", [("turn_value_missing", company["milo"].person_id)])
    enter(company, key, (day(3), "1"), (day(2), "2"))
    assert (record(key).level, turns(key)) == ("ok", [])


def test_a_breach_opens_one_incident_by_rule_and_calls_who_manages_incidents(
    company: Company, version: str
) -> None:
    key = indicator(company, version, on_breach="incident", severity="major")
    enter(company, key, (day(1), "5"))
    enter(company, key, (day(), "6"))
    tx = reading()
    tx.rollback()
    (incident,) = tx.scalars(select(RegisterRecord).where(RegisterRecord.register == "incident")).all()
    assert (incident.level, incident.owner_id) == ("major", company["ben"].person_id)
    assert json.loads(incident.body)["aware_on"] == day()
    assert ("turn_incident_opened", company["ben"].person_id) in turns(incident.id)


def test_a_breach_asks_for_a_rework_only_of_a_version_that_runs(company: Company, version: str) -> None:
    key = indicator(company, version, on_breach="rework")
    enter(company, key, (day(), "5"))
    assert [code for code, _ in turns(key)] == ["turn_limit_broken", "turn_rework_asked"]
    assert count(ApprovalRequest) == 0


def test_a_key_sends_values_of_its_indicator_and_nothing_else(company: Company, version: str) -> None:
    key, other = indicator(company, version), indicator(company, version)
    made = make_key(company["olu"], MakeKey(key, "Weekly job"))
    assert made.key.startswith("csm_")
    assert send_values(made.key, key, (Given(day(), "2.5"),)).states == {day(): "ok"}
    for wrong, where in ((made.key, other), ("csm_wrong", key), ("", key)):
        with pytest.raises(NotAllowed, match="key_wrong"):
            send_values(wrong, where, (Given(day(), "2.5"),))
    with pytest.raises(Unavailable, match="too_fast"):
        send_values(made.key, key, tuple(Given(day(), "1") for _ in range(601)))
    (shown,) = values_page(standing(company, "olu"), key).keys
    revoke_key(company["olu"], RevokeKey(key, shown.uuid))
    with pytest.raises(NotAllowed):
        send_values(made.key, key, (Given(day(), "3"),))


def order(company: Company, key: int, by: str, role: str) -> None:
    command = Attest("indicator", key, STANDING_ORDER, role, record(key).digest, "Stop it, do not ask")
    proof = prove(company[by], PASSWORD, proof_purpose(command))
    attest_record(company[by], Attest(**{**vars(command), "proof": proof}))


@pytest.mark.trust
def test_a_breach_stops_a_running_version_only_on_a_signed_standing_order(
    company: Company, version: str
) -> None:
    company.bring_to(version, "monitoring")
    key = indicator(company, version, suspends="yes", authority="olu@halm.example", on_breach="rework")
    enter(company, key, (day(2), "5"))
    assert company.version(version).suspension_id is None
    with pytest.raises(Refused, match="order_not_yours"):
        order(company, key, "ben", "incident_manager")
    order(company, key, "olu", "operations_lead")
    enter(company, key, (day(1), "6"))
    tx = reading()
    tx.rollback()
    (stop,) = tx.scalars(select(Suspension)).all()
    assert (stop.printed_name, stop.role, "I order" in stop.statement) == ("Olu", "operations_lead", True)
    assert company.version(version).suspension_id == stop.id
    reworks = tx.scalars(select(ApprovalRequest).where(ApprovalRequest.gate == "rework")).all()
    assert [(one.status, one.target_stage) for one in reworks] == [("draft", "testing")]
