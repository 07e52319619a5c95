"""The working calendar: who changes it, what that does to open requests, and what the page shows."""

from __future__ import annotations

import json
from datetime import time

import pytest
from sqlalchemy import select

from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from tests.fixtures.deadlines import in_review
from tests.fixtures.doors import Door, words
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.changing import AddDay, SetHours, add_day, set_hours
from workflows.approvals.clock.worktime import due
from workflows.ground.refused import NotAllowed, Refused, Stale
from workflows.ground.transaction import reading

PAGE = "/admin/calendar"
WEEK = {
    "opens": "08:00",
    "closes": "16:00",
    "weekdays": ["0", "1", "2", "3"],
    "country": "DE",
    "subdivision": "BY",
}


def hours(revision: int = 0, **more: object) -> SetHours:
    facts = {"opens": time(8), "closes": time(16), "lunch_from": None, "lunch_to": None, "weekdays": "0123"}
    return SetHours(revision, **{**facts, **more})


@pytest.mark.both_databases
def test_s65_a_changed_calendar_counts_open_requests_anew_and_leaves_decided_ones(company: Company) -> None:
    request = in_review(company)
    ended = in_review(company, "Other")
    company.sign(ended, "jide", "legal_counsel", "reject")
    kept, before = company.request(ended).due_at, company.request(request).due_at
    assert set_hours(company["admin"], hours()) == 1
    reading().rollback()
    row, cal = company.request(request), load_calendar(reading())
    assert row.clock_started_at is not None
    assert row.due_at == due(row.clock_started_at, row.clock_days or 0, cal)
    assert row.due_at != before
    assert company.request(ended).due_at == kept
    entry = reading().scalars(select(RecordEntry).where(RecordEntry.action == "calendar:changed")).one()
    changes = json.loads(entry.body)["changes"]
    assert changes["count"] == [None, 1]
    assert changes["requests"] == [None, [request]]
    assert changes["weekdays"] == ["01234", "0123"]


@pytest.mark.both_databases
def test_two_people_who_change_the_calendar_do_not_overwrite_each_other(company: Company) -> None:
    set_hours(company["admin"], hours())
    with pytest.raises(Stale):
        set_hours(company["admin"], hours(opens=time(7)))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"weekdays": ""}, "calendar_weekdays"),
        ({"weekdays": "7"}, "calendar_weekdays"),
        ({"closes": time(8)}, "calendar_hours"),
        ({"lunch_from": time(12)}, "calendar_lunch_whole"),
        ({"lunch_from": time(7), "lunch_to": time(9)}, "calendar_lunch"),
        ({"lunch_from": time(8), "lunch_to": time(16)}, "calendar_lunch"),
        ({"country": "XX"}, "calendar_place"),
        ({"country": "DE", "subdivision": "TX"}, "calendar_place"),
        ({"subdivision": "BY"}, "calendar_place"),
    ],
)
def test_a_calendar_nobody_could_work_by_is_refused(
    company: Company, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        set_hours(company["admin"], hours(**wrong))
    assert refused.value.code == code


def test_only_administrators_and_the_governance_lead_keep_the_calendar(company: Company) -> None:
    with pytest.raises(NotAllowed):
        set_hours(company["ana"], hours())
    assert set_hours(company["tom"], hours()) == 0
    assert Door(company, "ana").get(PAGE).status_code == 403


def test_the_page_saves_shows_holidays_and_keeps_what_was_typed(company: Company) -> None:
    admin = Door(company, "admin")
    assert admin.send(PAGE, WEEK).status_code == 303
    page = admin.text(PAGE)
    assert "Fronleichnam" in page or "Corpus Christi" in page
    assert 'value="08:00"' in page
    wrong = admin.send(PAGE, {**WEEK, "country": "XX", "opens": "07:30"})
    assert wrong.status_code == 422
    assert 'value="07:30"' in wrong.get_data(as_text=True)
    assert "No holidays are known" in words(wrong)
    stale = admin.send(PAGE, WEEK, revision="0")
    assert stale.status_code == 409
    assert "Somebody changed the calendar meanwhile" in words(stale)


def test_own_days_are_added_once_and_removed(company: Company) -> None:
    admin = Door(company, "admin")
    day = {"day": "2027-05-14", "is_working": "free", "name": "Bridge day"}
    assert admin.send(f"{PAGE}/days", day, form_at=PAGE).status_code == 303
    assert "Bridge day" in admin.text(PAGE)
    again = admin.send(f"{PAGE}/days", day, form_at=PAGE)
    assert again.status_code == 422
    assert "in the list already" in words(again)
    assert admin.send(f"{PAGE}/days/1/remove", {}, form_at=PAGE).status_code == 303
    assert "Bridge day" not in admin.text(PAGE)
    assert admin.send(f"{PAGE}/days/1/remove", {}, form_at=PAGE).status_code == 404


def test_a_free_day_moves_what_is_due(company: Company) -> None:
    request = in_review(company)
    before = company.request(request).due_at
    assert before is not None
    assert add_day(company["admin"], AddDay(before.date(), False, "Inventory")) == 1
    reading().rollback()
    after = company.request(request).due_at
    assert after is not None
    assert after > before
