"""Limits, periods and missing values: exact, and the same whatever way a value came."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.assurance.monitoring.cadence import (
    CADENCES,
    first_day,
    last_day,
    missing,
    named_period,
    next_due,
    period_of,
)
from workflows.assurance.monitoring.limits import Limits, judge, limits_of, order_faults, parse, written

BOUNDS = limits_of({"low": 1, "warn_low": 2, "warn_high": "", "high": 4.5})


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("1", "warn"),
        ("0.999999", "breach"),
        ("2", "ok"),
        ("1.99", "warn"),
        ("4.5", "ok"),
        ("4.50001", "breach"),
    ],
)
def test_a_value_on_a_limit_keeps_it_and_one_beyond_breaks_it(value: str, state: str) -> None:
    assert judge(BOUNDS, Decimal(value)) == state


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2,5", "2.5"), (" 0.10 ", "0.1"), ("1e-3", "0.001"), ("-0.0", "0"), ("\u22123", "-3"), ("007", "7")],
)
def test_a_value_is_kept_as_plain_text_however_it_was_typed(typed: str, kept: str) -> None:
    value = parse(typed)
    assert value is not None
    assert written(value) == kept


@pytest.mark.parametrize(
    "typed", ["", "1.000,5", "nan", "inf", "1e999", "12 %", "0x10", "1_0", "٣", "=1+1", "9" * 41]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert parse(typed) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_what_is_written_is_read_back_the_same(value: Decimal) -> None:
    assert parse(written(value)) == value


def test_limits_that_cross_are_named() -> None:
    assert order_faults(limits_of({"low": 3, "high": 2})) == ("high",)
    assert order_faults(BOUNDS) == ()
    assert not Limits(warn_low=Decimal(1)).any


@given(st.sampled_from(CADENCES), st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1)))
def test_every_day_lies_in_its_period_and_the_next_day_after_it_in_another(cadence: str, day: date) -> None:
    period = period_of(cadence, day)
    first, last = first_day(cadence, period), last_day(cadence, period)
    assert first is not None
    assert last is not None
    assert first <= day <= last
    assert period_of(cadence, last) == period != period_of(cadence, last + timedelta(days=1))
    assert named_period(cadence, day.isoformat()) == period
    assert named_period(cadence, period.lower()) == period


@pytest.mark.parametrize("text", ["2026-13", "2026-W54", "2026-Q5", "2026-02-30", "soon", "", "2026"])
def test_what_is_no_period_is_refused(text: str) -> None:
    assert all(named_period(cadence, text) is None for cadence in CADENCES if text)


def test_a_period_is_missing_only_after_its_days_of_grace() -> None:
    first, have = date(2026, 11, 2), {"2026-W45"}
    assert missing("weekly", first, date(2026, 11, 15), 0, have) == []
    assert missing("weekly", first, date(2026, 11, 16), 0, have) == ["2026-W46"]
    assert missing("weekly", first, date(2026, 11, 17), 2, have) == []
    assert missing("weekly", first, date(2026, 11, 18), 2, have) == ["2026-W46"]
    assert missing("unknown", first, date(2026, 12, 18), 0, have) == []


def test_an_indicator_nobody_fed_for_years_does_not_flood_the_list() -> None:
    found = missing("daily", date(1995, 1, 1), date(2026, 11, 24), 0, ())
    assert (len(found), found[-1]) == (400, "2026-11-23")


def test_the_next_value_is_due_at_the_end_of_the_first_open_period() -> None:
    today = date(2026, 11, 24)
    assert next_due("weekly", date(2026, 1, 1), today, ()) == date(2026, 11, 29)
    assert next_due("weekly", date(2026, 1, 1), today, {"2026-W48"}) == date(2026, 12, 6)
    assert next_due("monthly", date(2027, 1, 5), today, ()) == date(2027, 1, 31)
