"""Measures of a request follow from its entries and the spans of its clock, and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from workflows.approvals.clock.forecast import at_most
from workflows.lifecycle.metrics.folding import Facts, Measured, Span, Told, fold
from workflows.lifecycle.metrics.pace import Decision, paces

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = 3600


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def told(*given: tuple[float, str]) -> list[Told]:
    return [Told(n, at(hours), action, "p" * 64) for n, (hours, action) in enumerate(given, 1)]


def measured(
    entries: list[Told],
    spans: list[Span],
    ended: float | None,
    outcome: str = "approved",
    due: float | None = 100,
    now: float = 200,
) -> Measured:
    facts = Facts(
        START,
        None if ended is None else at(ended),
        outcome if ended is not None else "",
        None if due is None else at(due),
        entries,
        spans,
    )
    return fold(facts, at(now))


def hours(found: Measured) -> tuple[float, ...]:
    return tuple(found.seconds[part] / HOUR for part in ("unclaimed", "reviewer", "team", "paused"))


def test_time_is_unclaimed_until_somebody_takes_the_seat() -> None:
    entries = told((0, "request:submitted"), (5, "seat:claimed"), (8, "seat:approve:signed"))
    assert hours(measured(entries, [Span(START, at(8), "ended")], 8)) == (5, 3, 0, 0)


def test_checking_evidence_counts_as_having_taken_it() -> None:
    entries = told((0, "request:submitted"), (2, "request:evidence:checked"), (8, "seat:approve:signed"))
    assert hours(measured(entries, [Span(START, at(8), "ended")], 8)) == (2, 6, 0, 0)


def test_a_seat_given_back_or_a_recusal_leaves_the_request_unclaimed_again() -> None:
    entries = told(
        (0, "request:submitted"),
        (1, "seat:claimed"),
        (3, "seat:released"),
        (7, "seat:assigned"),
        (9, "seat:recuse:signed"),
    )
    assert hours(measured(entries, [Span(START, at(10), "ended")], 10)) == (1 + 4 + 1, 2 + 2, 0, 0)


def test_the_time_between_two_rounds_is_the_teams() -> None:
    entries = told(
        (0, "request:submitted"), (1, "seat:claimed"), (4, "seat:request-changes:signed"), (24, "request:resubmitted"),
        (26, "seat:approve:signed"), (30, "seat:approve:signed"),
    )  # fmt: skip
    found = measured(entries, [Span(START, at(4), "with_team"), Span(at(24), at(30), "ended")], 30)
    assert hours(found) == (1 + 2, 3 + 4, 20, 0)
    assert found.rounds == 2


def test_a_hold_is_a_pause_and_nobodys_time() -> None:
    spans = [Span(START, at(2), "on_hold"), Span(at(50), at(52), "ended")]
    assert hours(measured(told((0, "request:submitted"), (1, "seat:claimed")), spans, 52)) == (3, 1, 0, 48)


def test_what_is_handed_in_while_the_version_is_suspended_is_paused_until_its_clock_runs() -> None:
    assert hours(measured(told((0, "request:submitted")), [Span(at(10), at(12), "ended")], 12)) == (
        2,
        0,
        0,
        10,
    )


def test_a_request_without_a_clock_is_measured_by_its_entries() -> None:
    entries = told((0, "request:submitted"), (2, "seat:request-changes:signed"), (6, "request:resubmitted"))
    assert hours(measured(entries, [], 9)) == (2 + 3, 0, 4, 0)


def test_parts_always_come_to_the_whole_time() -> None:
    entries = told((0, "request:submitted"), (3, "seat:claimed"), (7, "seat:released"), (90, "seat:claimed"))
    spans = [Span(START, at(20), "on_hold"), Span(at(33), at(40), "with_team"), Span(at(77), at(99), "ended")]
    assert sum(hours(measured(entries, spans, 99))) == 99


def test_an_open_request_is_counted_until_now_and_is_neither_in_time_nor_late() -> None:
    found = measured(told((0, "request:submitted")), [Span(START, None)], None, now=300)
    assert hours(found) == (300, 0, 0, 0)
    assert found.on_time is None


@pytest.mark.parametrize(
    ("ended", "due", "outcome", "kept"),
    [
        (9, 10, "approved", True),
        (10, 10, "rejected", True),
        (11, 10, "approved", False),
        (11, 10, "withdrawn", None),
        (11, 10, "superseded", None),
        (11, None, "approved", None),
    ],
)
def test_only_a_decision_keeps_or_breaks_the_promise(
    ended: int, due: int | None, outcome: str, kept: bool | None
) -> None:
    assert measured(told((0, "request:submitted")), [], ended, outcome, due).on_time is kept


def test_the_policy_of_the_last_round_is_the_one_it_was_decided_under() -> None:
    entries = [
        Told(1, START, "request:submitted", "a"),
        Told(4, at(5), "request:resubmitted", "b"),
        Told(6, at(6), "seat:approve:signed"),
    ]
    found = measured(entries, [], 6)
    assert (found.policy_digest, found.last_entry) == ("b", 6)


def test_the_pace_is_median_and_nearest_rank_never_the_mean() -> None:
    found = paces([Decision("testing", "high", n * HOUR, at(0), n < 90) for n in (1, 2, 3, 4, 990)], at(10))
    pace = found["testing", "high"]
    assert (pace.count, pace.median_s, pace.p85_s, pace.on_time) == (5, 3 * HOUR, 990 * HOUR, 4)
    assert found["testing", ""] == pace


def test_only_the_last_thirty_days_count_as_recent() -> None:
    rows = [Decision("testing", "high", HOUR, at(-24 * days), True) for days in (1, 29, 31, 200)]
    assert paces(rows, at(0))["testing", ""].decided_30 == 2


@pytest.mark.parametrize(("share", "value"), [(1, 1), (50, 5), (85, 9), (100, 10)])
def test_a_percentile_is_a_value_that_was_seen(share: int, value: int) -> None:
    assert at_most(list(range(1, 11)), share) == value
