"""Being away and standing in: asked, agreed, told once, and never in a knot (S37, S66)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from models.absence import Absence
from models.delegation import Delegation
from models.outbox import OutboxFact
from models.person import Person
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from workflows.approvals import lent_seats
from workflows.ground import clock
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import reading, transaction
from workflows.people.delegating.absences import CancelAway, SetAway, cancel_away, set_away
from workflows.people.delegating.agreeing import (
    AnswerDelegation,
    EndDelegation,
    answer_delegation,
    end_delegation,
)
from workflows.people.delegating.away import away
from workflows.people.delegating.dates import span
from workflows.people.delegating.lent import in_force
from workflows.people.delegating.queries import of_person
from workflows.people.delegating.sweep import sweep

pytestmark = [pytest.mark.both_databases]
TODAY = datetime.now(UTC).date()
MONDAY = TODAY + timedelta(days=14 - TODAY.weekday())
FRIDAY = MONDAY + timedelta(days=4)


def ask(company: Company, by: str, to: str, start: date = MONDAY, end: date = FRIDAY, **more: object) -> str:
    asked = set_away(company[by], SetAway(start, end, company[to].person_id, **more))
    assert asked is not None
    return asked.delegation_uuid


def agree(company: Company, by: str, uuid: str, agreed: bool = True) -> None:
    answer_delegation(company[by], AnswerDelegation(uuid, agreed))


def told(event: str) -> list[list[int]]:
    session = reading()
    session.rollback()
    rows = session.scalars(
        select(OutboxFact.person_ids).where(OutboxFact.event == event).order_by(OutboxFact.id)
    )
    return [json.loads(one) for one in rows]


def at(moment: datetime):
    return clock.set_back(moment - datetime.now(UTC))


def row_of(uuid: str) -> Delegation:
    session = reading()
    session.rollback()
    return session.scalars(select(Delegation).where(Delegation.uuid == uuid)).one()


def test_s37_days_are_those_of_the_delegator_and_the_end_is_exclusive(house: Flask, company: Company) -> None:
    with transaction() as tx:
        tx.execute(
            update(Person).where(Person.id == company["jide"].person_id).values(zone="America/New_York")
        )
    uuid = ask(company, "jide", "nils")
    agree(company, "nils", uuid)
    row = row_of(uuid)
    assert (row.starts_at, row.ends_at) == span(MONDAY, FRIDAY, "America/New_York")
    nils, session = company["nils"].person_id, reading()
    assert not in_force(session, row.starts_at - timedelta(microseconds=1), nils)
    assert [one.delegator_name for one in in_force(session, row.starts_at, nils)] == ["Jide"]
    assert in_force(session, row.ends_at - timedelta(microseconds=1), nils)
    assert not in_force(session, row.ends_at, nils)


def test_nothing_is_lent_before_the_delegate_agrees_or_after_declining(
    house: Flask, company: Company
) -> None:
    uuid = ask(company, "jide", "nils")
    nils = company["nils"].person_id
    assert not in_force(reading(), row_of(uuid).starts_at, nils)
    agree(company, "nils", uuid, agreed=False)
    assert not in_force(reading(), row_of(uuid).starts_at, nils)
    with pytest.raises(Conflict):
        agree(company, "nils", uuid)


def test_s66_away_names_the_end_and_the_delegate(house: Flask, company: Company) -> None:
    uuid = ask(company, "jide", "nils")
    agree(company, "nils", uuid)
    set_away(company["maria"], SetAway(MONDAY, MONDAY))
    keys = [company[name].person_id for name in ("jide", "maria", "tom")]
    found = away(reading(), row_of(uuid).starts_at + timedelta(hours=1), keys)
    assert found[keys[0]].delegate_id == company["nils"].person_id
    assert found[keys[0]].until == row_of(uuid).ends_at
    assert found[keys[1]].delegate_id is None
    assert keys[2] not in found


def test_s37_begin_and_end_are_told_once_and_turns_move_both_ways(house: Flask, company: Company) -> None:
    uuid = ask(company, "jide", "nils")
    agree(company, "nils", uuid)
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    assert sweep(10).handled == 0
    nils, jide = company["nils"].person_id, company["jide"].person_id
    row = row_of(uuid)
    with at(row.starts_at + timedelta(minutes=1)):
        assert [sweep(10).handled, sweep(10).handled] == [1, 0]
    assert told("delegation:began") == [sorted([nils, jide])]
    assert [nils] in told("request:turn")
    with at(row.ends_at):
        assert [sweep(10).handled, sweep(10).handled] == [1, 0]
    assert told("delegation:ended") == [sorted([nils, jide])]
    assert told("request:turn")[-1] == [jide]


def test_after_a_standstill_only_the_end_is_told(house: Flask, company: Company) -> None:
    uuid = ask(company, "jide", "nils")
    agree(company, "nils", uuid)
    with at(row_of(uuid).ends_at + timedelta(days=35)):
        assert sweep(10).handled == 1
    assert told("delegation:began") == []
    assert len(told("delegation:ended")) == 1


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ("lend_self", ("jide", "jide", {})),
        ("lend_nothing", ("nils", "jide", {})),
        ("lend_roles", ("jide", "nils", {"roles": ("top_management",)})),
        ("lend_gates", ("jide", "nils", {"gates": ("back_door",)})),
        ("away_past", ("jide", "nils", {"start": TODAY - timedelta(days=3)})),
        ("away_order", ("jide", "nils", {"start": FRIDAY, "end": MONDAY})),
        ("away_far", ("jide", "nils", {"end": date(9999, 12, 31)})),
    ],
)
def test_what_makes_no_sense_is_refused_and_keeps_nothing(
    house: Flask, company: Company, code: str, command: tuple
) -> None:
    by, to, more = command
    with pytest.raises(Refused) as caught:
        ask(company, by, to, **more)
    assert caught.value.code == code
    assert reading().scalars(select(Absence.id)).all() == []


def test_circles_and_chains_are_refused(house: Flask, company: Company) -> None:
    agree(company, "maria", ask(company, "jide", "maria"))
    for by, to, code in (
        ("maria", "jide", "lend_circle"),
        ("maria", "tom", "lend_chain_held"),
        ("tom", "jide", "lend_chain_on"),
        ("jide", "maria", "lend_exists"),
    ):
        with pytest.raises(Refused) as caught:
            ask(company, by, to)
        assert caught.value.code == code
    ask(company, "maria", "jide", FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2))


def test_only_the_delegate_answers_and_only_the_two_end_it(house: Flask, company: Company) -> None:
    uuid = ask(company, "jide", "nils")
    for name in ("jide", "tom"):
        with pytest.raises(NotFound):
            agree(company, name, uuid)
    with pytest.raises(NotFound):
        end_delegation(company["tom"], EndDelegation(uuid))
    agree(company, "nils", uuid)
    with at(row_of(uuid).starts_at + timedelta(hours=1)):
        end_delegation(company["nils"], EndDelegation(uuid))
        assert not in_force(reading(), clock.glance(), company["nils"].person_id)
        assert sweep(10).handled == 0
    assert told("delegation:ended") == [[company["jide"].person_id]]


def test_an_absence_is_set_once_and_called_off_by_its_person(house: Flask, company: Company) -> None:
    set_away(company["nils"], SetAway(MONDAY, FRIDAY))
    with pytest.raises(Refused):
        set_away(company["nils"], SetAway(MONDAY, FRIDAY))
    (line,) = of_person(company["nils"].person_id).absences
    with pytest.raises(NotFound):
        cancel_away(company["jide"], CancelAway(line.uuid))
    cancel_away(company["nils"], CancelAway(line.uuid))
    with pytest.raises(Conflict):
        cancel_away(company["nils"], CancelAway(line.uuid))
    actions = reading().scalars(select(RecordEntry.action).where(RecordEntry.action.like("absence:%"))).all()
    assert sorted(actions) == ["absence:cancelled", "absence:set"]


def test_the_set_up_warns_of_open_seats_that_section_four_keeps_from_the_delegate(
    house: Flask, company: Company
) -> None:
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    found = lent_seats.warnings_of(
        company["jide"].person_id, company["milo"].person_id, MONDAY, FRIDAY, (), ()
    )
    said = [one.code for one in found]
    assert "warn_seat" in said
    assert "warn_late" in said
