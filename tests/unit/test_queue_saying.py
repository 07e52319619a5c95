"""The sentence of the queue: which gate is called the bottleneck, by which figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflows.ground.words import text
from workflows.lifecycle.queue.figures import Figures, GateFigures, Pace, fold
from workflows.lifecycle.queue.load import AwayLine, LoadLine
from workflows.lifecycle.queue.saying import sentence
from workflows.lifecycle.queue.wanted import QueueFilter, known

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def gate(name: str, count: int = 1, late: int = 0, missing: int = 0, **more: object) -> GateFigures:
    facts = {
        "oldest": None,
        "median": NOW - timedelta(days=9),
        "days": 5,
        "waits": {"legal_counsel": 1},
    } | more
    return GateFigures(name, count, late, missing, **facts)  # type: ignore[arg-type]


def figures(*gates: GateFigures, **more: object) -> Figures:
    return Figures(NOW, gates, {}, 0, (), **more)  # type: ignore[arg-type]


def said(found: Figures, loads: tuple[LoadLine, ...] = ()) -> str:
    return " ".join(text(part.code, dict(part.params)) for part in sentence(found, loads))


def test_the_gate_with_most_overdue_is_the_bottleneck() -> None:
    found = figures(gate("design", 9, late=1, missing=8), gate("testing", 2, late=2))
    assert said(found).startswith("Testing gate is the bottleneck. Open there: 2, of these overdue: 2.")


def test_without_any_overdue_it_is_the_gate_with_most_that_will_miss_their_date() -> None:
    found = figures(gate("design", 9, missing=1), gate("testing", 3, missing=2))
    assert "Testing gate is the bottleneck. Open there: 3, of these 2 will miss their date" in said(found)


def test_a_full_gate_where_all_is_in_time_is_no_bottleneck() -> None:
    found = figures(gate("design", 90), pace={("design", ""): Pace(1, 2, 0, 0)})
    assert said(found) == (
        "Nothing is stuck. Of 90 open requests none is overdue, and at the pace of the last year none will be."
    )
    assert "pace" not in said(figures(gate("design", 90)))


def test_it_says_for_whom_most_wait_and_who_of_them_is_away() -> None:
    found = figures(gate("data_review", 6, late=5, waits={"legal_counsel": 4, "dpo": 2}))
    gone = LoadLine("legal_counsel", "Legal counsel", 4, 1, (AwayLine("Jide Okoye", NOW),))
    assert "4 of 6 wait for Legal counsel. Jide Okoye is away until" in said(found, (gone,))
    assert "the policy gives 5 working days" in said(found)
    assert "They wait for their teams." in said(figures(gate("design", late=1, waits={})))


def test_no_request_is_no_bottleneck() -> None:
    assert said(figures()) == "Nothing is handed in, so nothing waits."
    assert fold([], NOW).open == 0
    assert fold([], NOW).on_time is None


def test_a_filter_becomes_the_address_it_came_from_and_unknown_values_fall_away() -> None:
    wanted = known(
        QueueFilter(words="  credit   scoring ", gate="design", tier="none", owner="x", sort="left")
    )
    assert wanted == QueueFilter(words="credit scoring", gate="design")
    assert wanted.query(view="board") == "q=credit+scoring&gate=design&view=board"
    assert wanted.narrows
    assert not QueueFilter(sort="waiting").narrows
