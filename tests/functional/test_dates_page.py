"""The calendar shows what its reader may see, in a fixed number of statements, and keeps its choices in the address."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from models.absence import Absence
from models.committee_date import CommitteeDate
from models.system_version import SystemVersion
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from workflows.ground import clock
from workflows.ground.ids import key_of, uuid7
from workflows.ground.refused import NotAllowed, Several
from workflows.ground.transaction import reading, transaction
from workflows.notices.dates.month import month_of
from workflows.notices.dates.sittings import CallOff, SetDate, call_off, set_date


@pytest.fixture
def due(company: Company) -> str:
    """A request in review, with a due time."""
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def month_of_due(company: Company, request: str) -> str:
    moment = company.request(request).due_at
    assert moment is not None
    return f"{moment:%Y-%m}"


def away(company: Company, name: str, days: int = 3) -> None:
    now = datetime.now(UTC)
    with transaction() as tx:
        tx.add(
            Absence(
                uuid=uuid7(),
                person_id=company[name].person_id,
                starts_on=now.date(),
                ends_on=now.date() + timedelta(days=days),
                starts_at=now,
                ends_at=now + timedelta(days=days + 1),
                made_at=now,
            )
        )


def clear_until(version: str, day: date) -> None:
    with transaction() as tx:
        found = tx.get_one(SystemVersion, key_of("VER", version))
        found.cleared_until = day


def test_a_decision_stands_on_its_day_with_its_link(company: Company, due: str) -> None:
    page = Door(company, "jide").text(f"/calendar?m={month_of_due(company, due)}")
    assert f'href="/requests/{due}"' in page
    assert "Credit scoring" in page
    assert '<th scope="col">Monday</th>' in page


def test_who_may_not_see_a_system_sees_none_of_its_dates(company: Company, due: str) -> None:
    for name in ("nils", "admin"):
        page = Door(company, name).text(f"/calendar?m={month_of_due(company, due)}&view=agenda")
        assert due not in page, name
        assert "Credit scoring" not in page, name


def test_a_renewal_stands_on_the_day_its_approval_ends(company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "deployment")
    clear_until(version, date(2031, 3, 5))
    assert f'href="/versions/{version}"' in Door(company, "ana").text("/calendar?m=2031-03")
    assert version not in Door(company, "ana").text("/calendar?m=2031-04")


def test_absences_are_shown_to_the_person_and_to_who_gives_out_work(company: Company) -> None:
    away(company, "jide")
    for name, seen in (("jide", True), ("tom", True), ("carla", True), ("ana", False), ("admin", False)):
        assert ("Away: Jide" in Door(company, name).text("/calendar")) is seen, name


def test_filters_and_view_stand_in_the_address(company: Company, due: str) -> None:
    jide, month = Door(company, "jide"), month_of_due(company, due)
    assert due not in jide.text(f"/calendar?m={month}&show=absences,committee")
    agenda = jide.text(f"/calendar?m={month}&show=decisions&view=agenda")
    assert due in agenda
    assert "<table" not in agenda.partition('id="subscribe"')[0]
    assert "view=agenda" in agenda


@pytest.mark.parametrize(
    "query",
    [
        "m=2026-13",
        "m=abc",
        "m=9999-99",
        "m=%00",
        "show=x,y",
        "view=zz",
        "m=2999-12",
        "m=2000-01",
        "m=٢٠٢٦-01",
    ],
)
def test_an_odd_address_shows_a_month_all_the_same(company: Company, query: str) -> None:
    assert Door(company, "tom").get(f"/calendar?{query}").status_code == 200


def test_a_month_has_whole_weeks_and_its_neighbours() -> None:
    leap = month_of("2028-02", date(2026, 1, 1))
    assert (leap.last.day, leap.before.key, leap.next.key) == (29, "2028-01", "2028-03")
    assert leap.weeks[0][0] == date(2028, 1, 31)
    assert leap.weeks[-1][-1] == date(2028, 3, 5)
    assert month_of("2026-12", date(2026, 1, 1)).next.key == "2027-01"


def test_lead_and_chair_set_dates_of_the_committee_and_call_them_off(company: Company) -> None:
    tom = Door(company, "tom")
    fields = {
        "title": "AI committee",
        "day": "2027-06-04",
        "starts": "10:00",
        "ends": "11:30",
        "place": "Room 2",
    }
    assert tom.send("/calendar/committee", fields).status_code == 303
    page = Door(company, "nils").text("/calendar?m=2027-06")
    assert "AI committee" in page
    assert "10:00 CEST" in page
    sitting = reading().query(CommitteeDate).one()
    call_off(company["carla"], CallOff(sitting.uuid))
    assert "called off" in Door(company, "nils").text("/calendar?m=2027-06")


def test_others_set_no_date_of_the_committee(company: Company) -> None:
    assert Door(company, "ana").get("/calendar/committee").status_code == 403
    command = SetDate("X", date(2030, 1, 2), datetime(2030, 1, 2, 9).time(), datetime(2030, 1, 2, 10).time())
    for name in ("ana", "admin", "ben"):
        with pytest.raises(NotAllowed):
            set_date(company[name], command)


def test_a_date_that_does_not_hold_is_refused_beside_its_fields(company: Company) -> None:
    nine, ten = datetime(2030, 1, 2, 9).time(), datetime(2030, 1, 2, 10).time()
    with pytest.raises(Several) as caught:
        set_date(company["tom"], SetDate(" ", date(2020, 1, 2), ten, nine, "x" * 201))
    assert {one.field for one in caught.value.reasons} == {"title", "day", "ends", "place"}
    fields = {"title": "", "day": "soon", "starts": "25:00", "ends": "", "place": ""}
    answer = Door(company, "tom").send("/calendar/committee", fields)
    assert answer.status_code == 422
    assert "Give it a title" in words(answer)


def test_the_number_of_statements_does_not_grow(company: Company, due: str) -> None:
    tom, counts = Door(company, "tom"), []
    for more in (0, 6):
        for number in range(more):
            version = company.system(f"System {number}")
            clear_until(version, clock.glance().date())
            away(company, "jide")
        with counted_statements(company.app) as sent:
            tom.get(f"/calendar?m={month_of_due(company, due)}")
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
