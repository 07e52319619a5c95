"""Working time: hand-made cases of zones, clock changes, holidays and breaks, and what holds for every calendar."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.approvals.clock.worktime import Calendar, NoWorkingTime, add, back, due, worked

TABLE = Path(__file__).parent.parent / "tables" / "clock.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def calendar(case: dict[str, str]) -> Calendar:
    """The calendar of a row; `free` holds a country, and own days as -DATE (free) or +DATE (worked)."""
    own, place = {}, ("", "")
    for word in case["free"].split():
        if word[0] in "+-":
            own[date.fromisoformat(word[1:])] = word[0] == "+"
        else:
            country, _, part = word.partition("-")
            place = (country, part)
    opens, closes = (time.fromisoformat(at) for at in case["hours"].split("-"))
    lunch = tuple(time.fromisoformat(at) for at in case["lunch"].split("-")) if case["lunch"] else None
    days = frozenset(int(digit) for digit in case["days"])
    return Calendar(case["zone"], opens, closes, lunch, days, *place, own)


def outcome(case: dict[str, str]) -> str:
    """What the arithmetic says, as the table writes it: an instant in UTC, or seconds."""
    cal, here = calendar(case), ZoneInfo(case["zone"])
    start, what = datetime.fromisoformat(case["start"]).replace(tzinfo=here), case["what"]
    if what.startswith("to "):
        return str(worked(start, datetime.fromisoformat(what[3:]).replace(tzinfo=here), cal))
    if what.endswith("d"):
        found = due(start, int(what[:-1]), cal)
    else:
        seconds = int(what[:-1].lstrip("-")) * {"h": 3600, "m": 60}[what[-1]]
        found = back(start, seconds, cal) if what.startswith("-") else add(start, seconds, cal)
    assert found.utcoffset() == timedelta(0)
    return f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("case", CASES, ids=[f"{row['id']} {row['why']}" for row in CASES])
def test_s63_s64_a_due_time_is_the_one_counted_by_hand(case):
    assert outcome(case) == case["expected"]


def test_the_table_is_long_enough_and_names_every_case_once():
    assert len(CASES) >= 60
    assert len({row["id"] for row in CASES}) == len(CASES)


ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Pacific/Apia",
    "Etc/GMT-14",
    "Etc/GMT+12",
]
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
AMOUNTS = st.integers(0, 400 * 3600)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any calendar that is worked by at all."""
    opens, lunch_from, lunch_to, closes = sorted(
        draw(
            st.lists(
                st.times().map(lambda at: at.replace(second=0, microsecond=0)),
                min_size=4,
                max_size=4,
                unique=True,
            )
        )
    )
    lunch = (lunch_from, lunch_to) if draw(st.booleans()) else None
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    place = draw(st.sampled_from([("", ""), ("DE", "BY"), ("US", "")]))
    return Calendar(draw(st.sampled_from(ZONES)), opens, closes, lunch, days, *place)


@settings(max_examples=60, deadline=None)
@given(cal=calendars(), start=INSTANTS, seconds=st.integers(1, 100 * 60))
def test_what_was_added_is_exactly_what_was_worked(cal, start, seconds):
    end = add(start, seconds, cal)
    assert worked(start, end, cal) == seconds
    assert worked(start, end - timedelta(seconds=1), cal) == seconds - 1
    begin = back(end, seconds, cal)
    assert begin >= start
    assert worked(begin, end, cal) == seconds


@settings(max_examples=60, deadline=None)
@given(
    cal=calendars(),
    start=INSTANTS,
    one=st.integers(0, 6000),
    more=st.integers(0, 6000),
    later=st.integers(0, 10**6),
)
def test_more_time_and_a_later_start_never_end_earlier(cal, start, one, more, later):
    assert add(start, one, cal) <= add(start, one + more, cal)
    assert add(start, one, cal) <= add(start + timedelta(seconds=later), one, cal)


@settings(max_examples=60, deadline=None)
@given(cal=calendars(), start=INSTANTS, days=st.integers(1, 9))
def test_nobody_has_less_than_the_promised_days(cal, start, days):
    end = due(start, days, cal)
    assert end > start
    assert due(start, days + 1, cal) > end
    seconds = worked(start, end, cal)
    assert add(start, seconds, cal) == end


@settings(max_examples=60, deadline=None)
@given(cal=calendars(), start=INSTANTS, first=st.integers(0, 10**6), second=st.integers(0, 10**6))
def test_time_worked_in_two_spans_is_the_time_of_the_whole(cal, start, first, second):
    middle = start + timedelta(seconds=first)
    end = middle + timedelta(seconds=second)
    assert worked(start, middle, cal) + worked(middle, end, cal) == worked(start, end, cal)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": frozenset()},
        {"weekdays": frozenset({7})},
        {"opens": time(17), "closes": time(9)},
        {"opens": time(9), "closes": time(9)},
        {"lunch": (time(9), time(17))},
        {"lunch": (time(8), time(10))},
        {"lunch": (time(12), time(12))},
    ],
)
def test_a_calendar_in_which_nobody_works_is_refused(wrong):
    with pytest.raises(NoWorkingTime):
        Calendar(**wrong)


def test_own_days_that_close_everything_are_found_out_instead_of_counted_for_ever():
    start = date(2026, 1, 1)
    shut = Calendar(own={start + timedelta(days=n): False for n in range(900)})
    at = datetime(2026, 3, 1, tzinfo=UTC)
    for wrong in (
        lambda: due(at, 1, shut),
        lambda: add(at, 60, shut),
        lambda: back(at + timedelta(days=500), 60, shut),
    ):
        with pytest.raises(NoWorkingTime):
            wrong()


@pytest.mark.parametrize("days", [0, -1])
def test_nothing_is_due_at_once(days):
    with pytest.raises(ValueError, match="at least one"):
        due(datetime(2026, 1, 1, tzinfo=UTC), days, Calendar())


def test_an_instant_without_a_zone_is_refused():
    for wrong in (due, add):
        with pytest.raises(ValueError, match="time zone"):
            wrong(datetime(2026, 1, 1), 1, Calendar())
    with pytest.raises(ValueError, match="time zone"):
        worked(datetime(2026, 1, 1), datetime(2026, 1, 1), Calendar())


def test_a_place_whose_holidays_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="no holidays"):
        due(datetime(2026, 1, 1, tzinfo=UTC), 1, Calendar(country="XX"))
