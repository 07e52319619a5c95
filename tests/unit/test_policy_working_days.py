"""Working days: what is due when, in the organisation's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.approvals.working_days import due_at, is_working_day

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC", "Pacific/Apia"]


def local(*parts: int, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (local(2026, 11, 16, 9), 3, local(2026, 11, 19, 17)),  # Monday
        (local(2026, 11, 16, 23, 59), 3, local(2026, 11, 19, 17)),  # late on the same day
        (local(2026, 11, 20, 9), 1, local(2026, 11, 23, 17)),  # Friday to Monday
        (local(2026, 11, 21, 9), 1, local(2026, 11, 23, 17)),  # Saturday
        (local(2026, 11, 22, 23, 59), 1, local(2026, 11, 23, 17)),  # Sunday night
        (local(2026, 11, 16, 9), 15, local(2026, 12, 7, 17)),  # three weeks
    ],
)
def test_the_day_of_the_submission_and_weekends_do_not_count(start, days, due):
    assert due_at(start, days, "Europe/Berlin") == due


def test_the_day_is_the_organisations_day_not_the_one_of_greenwich():
    # 23:30 UTC on Sunday is Monday already in Auckland, so Tuesday is the first day that counts.
    start = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)
    auckland = ZoneInfo("Pacific/Auckland")
    assert due_at(start, 1, auckland) == local(2026, 6, 16, 17, zone=auckland)
    assert due_at(start, 1, "UTC") == datetime(2026, 6, 15, 17, tzinfo=UTC)


def test_five_in_the_afternoon_stays_five_in_the_afternoon_when_the_clocks_change():
    before_spring = local(2026, 3, 27, 12)  # clocks go forward on Sunday, 29 March
    assert due_at(before_spring, 1, BERLIN) == datetime(2026, 3, 30, 15, tzinfo=UTC)
    before_autumn = local(2026, 10, 23, 12)  # and back on Sunday, 25 October
    assert due_at(before_autumn, 1, BERLIN) == datetime(2026, 10, 26, 16, tzinfo=UTC)


def test_the_hour_that_comes_twice_falls_on_one_day():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    assert due_at(first, 2, BERLIN) == due_at(second, 2, BERLIN) == local(2026, 10, 27, 17)


def test_a_day_that_a_country_skipped_is_no_obstacle():
    # Samoa had no Friday 30 December 2011.
    apia = ZoneInfo("Pacific/Apia")
    due = due_at(local(2011, 12, 29, 12, zone=apia), 2, apia)
    assert due > local(2011, 12, 29, 12, zone=apia)
    assert due.astimezone(apia).date().isoformat() == "2012-01-02"


@pytest.mark.parametrize("days", [0, -1])
def test_nothing_is_due_at_once(days):
    with pytest.raises(ValueError, match="at least one"):
        due_at(datetime(2026, 1, 1, tzinfo=UTC), days, "UTC")


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../etc/passwd", "Europe"])
def test_a_zone_that_nobody_knows_is_refused(zone):
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 1, 1, tzinfo=UTC), 1, zone)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 1, 1), 1, "UTC")


@given(
    start=st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    days=st.integers(1, 30),
    zone=st.sampled_from(ZONES),
)
def test_it_is_always_due_on_a_working_day_at_five_and_never_earlier_than_promised(start, days, zone):
    due = due_at(start, days, zone)
    here = due.astimezone(ZoneInfo(zone))
    assert is_working_day(here.date())
    assert (here.hour, here.minute) == (17, 0)
    assert due.utcoffset() == timedelta(0)
    between = (start.astimezone(ZoneInfo(zone)).date() + timedelta(days=n) for n in range(1, 60))
    assert sum(is_working_day(day) for day in between if day <= here.date()) == days
    assert due_at(start, days + 1, zone) > due
