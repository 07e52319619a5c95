"""What the measures of a period come to: medians and percentiles, shares and bands, and never a mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.lifecycle.metrics.history import Line, flow, promise, rounds, split, took, weekly
from workflows.lifecycle.metrics.wanted import Wanted, known

END = datetime(2026, 3, 10, 12, tzinfo=UTC)  # a Tuesday
BERLIN = ZoneInfo("Europe/Berlin")


def line(
    days: float,
    gate: str = "testing",
    tier: str = "high",
    outcome: str = "approved",
    ended: datetime | None = END,
    on_time: bool | None = True,
    rounds_: int = 1,
    seconds: tuple[int, ...] = (0, 0, 0, 0),
) -> Line:
    submitted = (ended or END) - timedelta(days=days)
    return Line(gate, tier, submitted, ended, outcome, rounds_, on_time, seconds)


def test_a_gate_says_how_long_half_and_85_of_100_took_and_the_slowest_comes_first() -> None:
    lines = [line(n, "testing") for n in (1, 2, 3, 4, 100)] + [line(n, "design") for n in (5, 6)]
    slow, fast = took(lines)
    assert (slow.gate, slow.count, slow.half, slow.most) == ("design", 2, 5.5, 6)
    assert (fast.gate, fast.count, fast.half, fast.most) == ("testing", 5, 3, 100)


def test_tiers_are_told_apart_where_a_gate_had_several() -> None:
    found = took([line(1, tier="high"), line(9, tier="minimal"), line(3, "design")])
    assert [(one.gate, one.tier) for one in found] == [
        ("testing", ""), ("testing", "minimal"), ("testing", "high"), ("design", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("outcome", ["withdrawn", "expired", "superseded", ""])
def test_only_decisions_say_something_of_a_pace(outcome: str) -> None:
    assert took([line(9, outcome=outcome, ended=END if outcome else None)]) == ()


def test_weeks_without_a_decision_are_there_and_have_no_median() -> None:
    found = weekly([line(4), line(6)], date(2026, 2, 23), date(2026, 3, 20), BERLIN)
    assert [(week.begins.day, week.half, week.most) for week in found] == [
        (23, None, None), (2, None, None), (9, 5, 6), (16, None, None),
    ]  # fmt: skip


def test_a_decision_belongs_to_the_day_it_was_where_the_organisation_is() -> None:
    late = line(1, ended=datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
    months = promise([late], date(2026, 2, 1), date(2026, 3, 31), BERLIN)
    assert [(month.begins.month, month.decided) for month in months] == [(2, 0), (3, 1)]


def test_the_promise_is_kept_by_share_and_a_month_without_decisions_has_none() -> None:
    lines = [line(1, on_time=True), line(1, on_time=False), line(1, on_time=None)]
    before, month = promise(lines, date(2026, 2, 1), date(2026, 3, 31), BERLIN)
    assert before.share is None
    assert (month.decided, month.on_time) == (3, 2)


def test_time_is_split_into_its_four_parts_by_gate() -> None:
    day = 86400
    found = split(
        [line(4, seconds=(day, day, 2 * day, 0)), line(1, seconds=(0, 0, day, 0)), line(1, "design")]
    )
    assert (found[0].gate, found[0].count, found[0].parts) == ("testing", 2, (1, 1, 3, 0))


def test_many_rounds_count_together_and_the_gate_sent_back_most_comes_first() -> None:
    found = rounds([line(1, "design"), line(1, rounds_=2), line(1, rounds_=4), line(1, rounds_=9)])
    assert [(one.gate, one.counts) for one in found] == [("testing", (0, 1, 0, 2)), ("design", (1, 0, 0, 0))]


def test_what_came_is_in_hand_until_it_ends_however_it_ended() -> None:
    lines = [line(20), line(8, outcome="withdrawn"), line(3, outcome="", ended=None)]
    found = flow(lines, date(2026, 2, 16), date(2026, 3, 12), BERLIN)
    assert [(week.begins, week.came, week.in_hand, week.ended) for week in found] == [
        (date(2026, 2, 16), 1, 1, 0),
        (date(2026, 2, 23), 0, 1, 0),
        (date(2026, 3, 2), 2, 3, 0),
        (date(2026, 3, 9), 0, 1, 2),
    ]


def test_a_period_gate_or_tier_that_nobody_knows_counts_as_not_given() -> None:
    assert known(Wanted(7, "door", "purple")) == Wanted()
    assert known(Wanted(3, "design", "high")).query() == "months=3&gate=design&tier=high"
    assert Wanted().query() == ""
