"""The chart of an indicator: inside its frame at every width, round axes, gaps where values are missing."""

from __future__ import annotations

import random

import pytest

from views.charts.drawing import LETTER, MOST, NARROW, WIDE, Path, Text
from views.charts.within_limits import HEIGHT, Line, Point, within_limits

R = random.Random(5)
LIMITS = (Line(4.0, "upper limit"), Line(3.0, "warn above", False), Line(1.0, "baseline", False))


def weeks(count: int, *missing: int) -> list[Point]:
    return [
        Point(f"2026-W{n + 1:02}", None if n in missing else R.random() * 5, n == count - 1)
        for n in range(count)
    ]


CASES = {
    "none": ([], ()),
    "one": (weeks(1), LIMITS),
    "sixty": ([Point(f"2026-11-{n:02}", float(n)) for n in range(60)], LIMITS),
    "all missing": (weeks(5, 0, 1, 2, 3, 4), LIMITS),
    "negative": ([Point("2026-Q1", -7.5), Point("2026-Q2", -7.4)], (Line(-8, "lower limit"),)),
    "huge": ([Point("2026-01", 1e14), Point("2026-02", 3e14)], ()),
    "tiny": ([Point("2026-01", 0.00001), Point("2026-02", 0.00002)], ()),
    "flat": ([Point("2026-01", 7.0), Point("2026-02", 7.0)], (Line(7, "upper limit"),)),
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", CASES)
def test_nothing_runs_out_of_the_chart(name: str, width: int) -> None:
    points, lines = CASES[name]
    drawn = within_limits(points, lines, "points", width)
    assert 0 < len(drawn.marks) <= MOST
    for mark in drawn.marks:
        if isinstance(mark, Text):
            long = len(mark.text) * LETTER * 0.9
            left = mark.x - {"start": 0, "middle": long / 2, "end": long}[mark.anchor]
            assert -12 <= left <= left + long <= width + 12, mark
            assert 0 <= mark.y <= HEIGHT, mark


@pytest.mark.parametrize("name", CASES)
def test_the_axis_has_a_few_different_labels(name: str) -> None:
    points, lines = CASES[name]
    marks = within_limits(points, lines, "points").marks
    labels = [mark.text for mark in marks if isinstance(mark, Text) and mark.anchor == "end" and mark.x < 52]
    assert 2 <= len(labels) <= 7
    assert len(set(labels)) == len(labels)


def test_no_line_is_drawn_over_a_missing_value_and_a_broken_limit_has_a_mark_of_its_own() -> None:
    marks = within_limits(weeks(9, 4), LIMITS, "points").marks
    (values,) = [mark for mark in marks if isinstance(mark, Path) and mark.look == "s1"]
    assert values.d.count("M") == 2
    assert len([mark for mark in marks if getattr(mark, "look", "") == "dot late"]) == 1
