"""Incidents: the clocks they start, what stops them, what a late report brings, and what cannot be closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, true

from models.law_entry import LawEntry
from models.legal_clock import LegalClock
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from tests.fixtures.monitoring import day, record, save, turns
from workflows.assurance.incidents import feedback, overdue
from workflows.assurance.incidents.page import all_clocks, clocks_page
from workflows.assurance.incidents.stopping import StopClock, stop_clock
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, NotFound, Refused, Several
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers.judging import judge
from workflows.lifecycle.feedback.sources import Wanted
from workflows.people.standing import standing_of

WHAT = {"what": "31 people refused wrongly", "severity": "major"}


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    return made


def open_incident(company: Company, version: str, by: str = "olu", days_ago: int = 1, **body) -> int:
    facts = WHAT | {"aware_on": day(days_ago), "effects": ["fundamental_rights"]} | body
    return save(company, "incident", version, by=by, title="Wrong refusals", body=facts).id


def clocks(key: int) -> list[LegalClock]:
    tx = reading()
    tx.rollback()
    tx.expire_all()
    return list(tx.scalars(select(LegalClock).where(LegalClock.record_id == key).order_by(LegalClock.id)))


def standing(company: Company, name: str):
    tx = reading()
    return standing_of(tx, company[name].person_id, clock.now(tx))


def test_an_incident_starts_the_clocks_of_its_effects_from_awareness(company: Company, version: str) -> None:
    key = open_incident(company, version, effects=["death", "health", "personal_data"], aware_time="00:10")
    found = {one.case: one.due_at - one.started_at for one in clocks(key)}
    assert set(found) == {"death", "general", "personal_data_breach"}
    assert abs(found["death"] - timedelta(days=10)) <= timedelta(hours=1)
    assert found["personal_data_breach"] == timedelta(hours=72)
    assert ("turn_clock_runs", company["ben"].person_id) in turns(key)


def test_taking_an_effect_away_stops_no_clock_and_correcting_awareness_moves_those_that_run(
    company: Company, version: str
) -> None:
    key = open_incident(company, version)
    before = clocks(key)[0].due_at
    save(
        company,
        "incident",
        version,
        record_id=key,
        title="Wrong refusals",
        body={"effects": ["none"], "aware_on": day(3)},
    )
    (one,) = clocks(key)
    assert one.stopped_at is None
    assert abs(before - one.due_at - timedelta(days=2)) <= timedelta(hours=1)


def test_awareness_cannot_lie_ahead(company: Company, version: str) -> None:
    with pytest.raises(Refused) as refused:
        open_incident(company, version, days_ago=-2)
    assert (refused.value.code, refused.value.field) == ("aware_ahead", "aware_on")


def test_a_clock_stops_only_with_something_that_shows_it(company: Company, version: str) -> None:
    key = open_incident(company, version)
    uuid = clocks(key)[0].uuid
    for stop, evidence, code in (("", "x", "clock_stop_how"), ("reported", " ", "clock_evidence")):
        with pytest.raises(Refused, match=code):
            stop_clock(company["ben"], StopClock(key, uuid, stop, evidence))
    with pytest.raises(NotFound):
        stop_clock(company["nils"], StopClock(key, uuid, "reported", "Receipt 7"))
    assert not stop_clock(company["ben"], StopClock(key, uuid, "reported", "Receipt 7")).late
    with pytest.raises(Conflict, match="clock_gone"):
        stop_clock(company["ben"], StopClock(key, uuid, "reported", "Receipt 7"))
    assert [code for code, _ in turns(key)] == ["turn_incident_opened"]
    assert [one.state for one in clocks_page(standing(company, "ben"), key).clocks] == ["reported"]


def test_a_report_after_its_time_is_late_for_ever(company: Company, version: str) -> None:
    key = open_incident(company, version, days_ago=20)
    uuid = clocks(key)[0].uuid
    with pytest.raises(Refused, match="clock_stop_ahead"):
        stop_clock(
            company["ben"],
            StopClock(key, uuid, "reported", "Receipt", on=clock.glance().date() + timedelta(3)),
        )
    assert stop_clock(company["ben"], StopClock(key, uuid, "reported", "Receipt 7")).late
    assert [one.state for one in all_clocks(standing(company, "ben"))] == ["late"]


def test_a_clock_that_is_over_goes_to_legal_and_upwards_once(company: Company, version: str) -> None:
    key = open_incident(company, version, days_ago=16)
    for expected in (1, 0):
        with transaction() as tx:
            assert overdue.sweep(tx, clock.now(tx)) == expected
    late = {person for code, person in turns(key) if code == "turn_clock_overdue"}
    assert late == {company[name].person_id for name in ("ben", "jide", "greta", "tom")}
    assert [one.state for one in all_clocks(standing(company, "ben"))] == ["overdue"]
    assert all_clocks(standing(company, "nils")) == ()


def test_an_incident_closes_only_when_its_clocks_stand_and_it_is_corrected(
    company: Company, version: str
) -> None:
    key = open_incident(company, version)
    with pytest.raises(Refused, match="incident_clocks_run"):
        save(company, "incident", version, record_id=key, title="Wrong refusals", status="closed")
    stop_clock(company["ben"], StopClock(key, clocks(key)[0].uuid, "not_due", "Advice of legal of today"))
    with pytest.raises(Refused, match="incident_not_corrected"):
        save(company, "incident", version, record_id=key, title="Wrong refusals", status="closed")
    rows = [{"action": "Refuse empty fields", "owner": "milo@halm.example", "done_on": day()}]
    body = {"cause": "An empty field", "corrections": rows}
    save(company, "incident", version, record_id=key, title="Wrong refusals", status="closed", body=body)
    assert (record(key).status, turns(key)) == ("closed", [])


def test_a_plan_closes_only_with_nothing_open_and_a_new_incident_opens_it_again(
    company: Company, version: str
) -> None:
    key = open_incident(company, version, effects=["none"])
    plan = save(company, "incident_plan", version, by="ben", per_version=False, title="Plan").id
    rows = [{"matter": "Complaint", "outcome": "Answered", "settled_on": day()}]
    again = {"record_id": plan, "by": "ben", "per_version": False, "title": "Plan", "status": "closed"}
    with pytest.raises(Refused, match="incidents_open"):
        save(company, "incident_plan", version, body={"closing": rows}, **again)
    done = [{"action": "x", "owner": "milo@halm.example", "done_on": day()}]
    body = {"cause": "y", "corrections": done}
    save(company, "incident", version, record_id=key, title="Wrong refusals", status="closed", body=body)
    save(company, "incident_plan", version, body={"closing": rows}, **again)
    found = judge(reading(), ["RT-8"], company.version(version).system_id, None)
    assert found["RT-8"].satisfied
    open_incident(company, version)
    assert record(plan).status == "in_force"


def test_an_incident_points_to_the_decision_that_let_it_through(company: Company, version: str) -> None:
    decided = company.pass_gate(version, "design")
    for wrong in ("REQ-99999", company.open(version, "data_review")):
        with pytest.raises(Refused, match="request_not_here"):
            open_incident(company, version, let_through=wrong)
    with pytest.raises(Several):
        open_incident(company, version, let_through="the design gate")
    key = open_incident(company, version, let_through=decided, let_through_item="DE-1")
    tx = reading()
    tx.rollback()
    now = clock.now(tx)
    (one,) = feedback.incidents(tx, Wanted("design", now - timedelta(days=1), now, true(), true()))
    assert (one.ref, one.item_key, one.over, one.kind) == (f"INC-{key}", "DE-1", False, "incident")
    assert feedback.incidents(tx, Wanted("testing", now - timedelta(days=1), now, true(), true())) == []


def test_the_record_names_clocks_and_never_what_was_typed(company: Company, version: str) -> None:
    key = open_incident(company, version)
    stop_clock(company["ben"], StopClock(key, clocks(key)[0].uuid, "reported", "Receipt of Mrs Miller"))
    tx = reading()
    tx.rollback()
    bodies = [
        one.body
        for one in tx.scalars(select(RecordEntry).where(RecordEntry.action.startswith("legal-clock:")))
    ]
    assert len(bodies) == 2
    assert not any("Miller" in body or "refused wrongly" in body for body in bodies)


def test_a_changed_law_sets_the_clocks_of_incidents_that_come_after_it(
    company: Company, version: str
) -> None:
    with transaction() as tx:
        tx.add(
            LawEntry(
                uuid=uuid7(),
                scheme="eu_ai_act",
                kind="clock",
                key="general",
                number=1,
                body='{"max_days": 7}',
                reason="Regulation of today",
                in_force_from=clock.glance().date() - timedelta(days=1),
                made_at=clock.now(tx),
            )
        )
    (new,) = clocks(open_incident(company, version, days_ago=0))
    assert (new.hours, new.article) == (7 * 24, "73(2)")
    (old,) = clocks(open_incident(company, version, days_ago=5))
    assert old.hours == 15 * 24
