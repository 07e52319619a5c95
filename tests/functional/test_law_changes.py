"""Changing law data: the day it holds from, the systems it touches, and the turn of each owner."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.law_entry import LawEntry
from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from tests.fixtures.company import Company
from tests.fixtures.wizard import run
from workflows.ground.refused import NotAllowed, NotFound, Refused, Stale
from workflows.ground.transaction import reading
from workflows.inventory.law.changing import change_law
from workflows.inventory.law.commands import Changed, ChangeLaw
from workflows.inventory.law.effective import scheme_as_of
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.wizard.running import run_wizard


@pytest.fixture
def firm(company: Company) -> Company:
    """SYS-1 high by Annex III as provider, SYS-2 minimal as deployer, SYS-3 set without the wizard."""
    for name in ("Screening", "Translator", "Old"):
        company.system(name)
    run_wizard(company["jide"], run(1, Q_ANNEX3=("4(a)",), Q_PROFILE="yes"))
    run_wizard(company["jide"], run(2, Q_ROLE=("deployer",)))
    company.classify("VER-3", "limited")
    return company


def change(company: Company, kind: str, key: str, by: str = "jide", **more) -> Changed:
    """Changes an entry; `fields` holds what is typed."""
    command = {"reason": "Official Journal of 3 May", "seen_number": 0} | more
    return change_law(company[by], ChangeLaw(scheme="eu_ai_act", kind=kind, key=key, **command))


def law(day: date | None = None) -> Scheme:
    """The law as it stands, on a day."""
    session = reading()
    session.rollback()
    return scheme_as_of(session, day=day)


def turns() -> list[tuple[int, str]]:
    """Open turns: the system and why."""
    rows = reading().execute(
        select(RegisterRecord.system_id, RegisterTurn.code)
        .join(RegisterTurn, RegisterTurn.record_id == RegisterRecord.id)
        .where(RegisterTurn.done_at.is_(None))
        .order_by(RegisterRecord.system_id)
    )
    return [(one, code) for one, code in rows]


def test_a_changed_question_reaches_whoever_answered_it_or_was_never_asked(firm: Company) -> None:
    changed = change(
        firm, "question", "Q_PROFILE", fields={"text": "Does it profile people (GDPR Art. 4(4))?"}
    )
    assert changed.systems == ("SYS-1", "SYS-3")
    assert law().questions["Q_PROFILE"].text == "Does it profile people (GDPR Art. 4(4))?"
    assert law().version == "1.1"
    assert turns() == [(1, "turn_law_question"), (3, "turn_law_question")]

    run_wizard(firm["jide"], run(1, Q_ANNEX3=("4(a)",), Q_PROFILE="yes"))
    assert law() is not None
    assert turns() == [(3, "turn_law_question")]


def test_a_changed_duty_reaches_whoever_owes_it(firm: Company) -> None:
    fields = {"label": "Data governance", "applies:iii": "2028-01-01"}
    assert change(firm, "duty", "O-DATA", fields=fields).systems == ("SYS-1",)
    duty = law().duties["O-DATA"]
    assert duty.applies["iii"] == date(2028, 1, 1)
    assert duty.applies["i"] == date(2028, 8, 2), "what was not typed stays"


def test_a_moved_date_carries_the_duties_that_begin_on_it_only_when_asked(firm: Company) -> None:
    key = next(one.key for one in law().timeline if one.day == date(2027, 12, 2))
    assert change(firm, "date", key, fields={"date": "2027-12-03"}).entries == 1
    assert law().duties["O-RMS"].applies["iii"] == date(2027, 12, 2)
    changed = change(firm, "date", key, fields={"date": "2028-06-02"}, carry=True, seen_number=1)
    assert changed.entries == 1, "no duty begins on 3 December"


def test_a_carried_date_moves_every_duty_of_that_day(firm: Company) -> None:
    key = next(one.key for one in law().timeline if one.day == date(2027, 12, 2))
    changed = change(firm, "date", key, fields={"date": "2028-06-02"}, carry=True)
    assert changed.entries > 30
    assert set(changed.systems) >= {"SYS-1"}
    assert law().duties["O-RMS"].applies["iii"] == date(2028, 6, 2)


def test_a_changed_clock_reaches_high_systems(firm: Company) -> None:
    assert change(firm, "clock", "general", fields={"days": "14"}).systems == ("SYS-1",)
    assert next(one for one in law().clocks if one.key == "general").days == 14


def test_an_entry_holds_from_its_day_on_and_the_past_stays(firm: Company) -> None:
    later = date.today() + timedelta(days=40)
    change(firm, "question", "Q_WORK", fields={"text": "At work?"}, in_force_from=later)
    assert law().questions["Q_WORK"].text != "At work?"
    assert law(later).questions["Q_WORK"].text == "At work?"


@pytest.mark.parametrize(
    ("kind", "key", "more", "error"),
    [
        ("question", "Q_WORK", {"fields": {"text": "  "}}, "needed"),
        ("question", "Q_WORK", {"fields": {"text": "x" * 3000}}, "too_long"),
        ("question", "Q_WORK", {"fields": {}}, "law_nothing"),
        ("question", "Q_WORK", {"fields": {"text": "At work?"}, "reason": " "}, "needed"),
        ("date", "T1", {"fields": {"date": "soon"}}, "law_day"),
        ("date", "T1", {"fields": {"date": "1066-10-14"}}, "law_day_far"),
        ("clock", "general", {"fields": {"days": "0"}}, "law_count"),
        ("clock", "general", {"fields": {"days": "٣"}}, "law_count"),
        ("duty", "O-RMS", {"fields": {"applies:iii": ""}}, "law_day"),
    ],
)
def test_what_does_not_hold_is_refused_beside_its_field(
    firm: Company, kind: str, key: str, more: dict, error: str
) -> None:
    with pytest.raises(Refused, match=error):
        change(firm, kind, key, **more)
    assert reading().scalars(select(LawEntry)).all() == []


@pytest.mark.parametrize(
    ("kind", "key"), [("date", "T99"), ("question", "Q_X"), ("scheme", "eu_ai_act"), ("x", "y")]
)
def test_an_unknown_entry_is_not_found(firm: Company, kind: str, key: str) -> None:
    with pytest.raises(NotFound):
        change(firm, kind, key, fields={"text": "x"})


def test_only_law_and_governance_change_it_and_nobody_overwrites_another(firm: Company) -> None:
    for name in ("ana", "admin", "maria"):
        with pytest.raises(NotAllowed):
            change(firm, "question", "Q_WORK", by=name, fields={"text": "At work?"})
    change(firm, "question", "Q_WORK", fields={"text": "At work?"})
    with pytest.raises(Stale):
        change(firm, "question", "Q_WORK", fields={"text": "In the office?"})
    kept = reading().scalars(select(LawEntry)).one()
    assert json.loads(kept.body)["text"] == "At work?"
