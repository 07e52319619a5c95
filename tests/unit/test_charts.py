"""Charts: light enough, readable without colour, of the same size of text on every page."""

from __future__ import annotations

import gzip
import random
import re
from datetime import date, timedelta

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from config import HOME
from views.charts.ageing import Column, ageing
from views.charts.bars import Bar, bars
from views.charts.drawing import LETTER, MOST, NARROW, WIDE, Drawing, Text, cut, ticks
from views.charts.figure import Figure, Table, cells, figure
from views.charts.over_time import Month, Week, flow, pace, shares

R = random.Random(42)
GATES = ("Design", "Data review", "Testing", "Deployment", "Monitoring", "Retirement", "Renewal", "Rework")
DAYS = tuple(date(2025, 12, 1) + timedelta(weeks=n) for n in range(52))
WEEKS = tuple(
    Week(day, None, None)
    if n % 9 == 4
    else Week(day, 4.0 + n % 7, 12.0, tuple(R.random() * 30 for _ in range(20)))
    for n, day in enumerate(DAYS)
)
MONTHS = tuple(Month(date(2025, n + 1, 1), None if n == 3 else R.randint(40, 100)) for n in range(12))
BANDS = tuple((name, tuple(R.random() * 90 for _ in DAYS)) for name in ("decided", "with team", "in review"))


def few(width: int) -> Drawing:
    return ageing([Column(g, (1.0, 5.0, 5.1), (40.0,), 4.0, 9.0) for g in GATES], "days", width=width)


def many(width: int) -> Drawing:
    return ageing([Column(g, tuple(R.random() * 90 for _ in range(250))) for g in GATES], "days", width=width)


def stacked(width: int) -> Drawing:
    rows = [
        Bar(g, (1.0, 2.0, 0.0, 4.0), "7.0 d", ("1 d unclaimed", "2 d with reviewer", "4 d paused"))
        for g in GATES
    ]
    return bars(rows, ("unclaimed", "with reviewer", "with team", "paused"), width=width)


DRAWN = {
    "ageing": few,
    "ageing of 2,000": many,
    "bars": lambda width: bars([Bar("TE-3 Bias test " * 4, (n,), str(n)) for n in range(40)], width=width),
    "stacked bars": stacked,
    "pace": lambda width: pace(WEEKS, "days", ("median", "85 %"), width=width),
    "shares": lambda width: shares(MONTHS, 90, "% on time", "90 % aimed for", width=width),
    "flow": lambda width: flow(DAYS, BANDS, "requests", width=width),
}


def written(drawn: Drawing) -> str:
    env = Environment(loader=FileSystemLoader(HOME / "templates"), undefined=StrictUndefined, autoescape=True)
    env.globals["_"] = lambda text, **gaps: text % gaps if gaps else text
    text = '{% from "charts/figure.html" import drawing %}{{ drawing(d, "Who <waits>?", "wide-only") }}'
    return env.from_string(text).render(d=drawn)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_stays_light(name: str, width: int) -> None:
    drawn = DRAWN[name](width)
    assert 0 < len(drawn.marks) <= MOST
    assert len(gzip.compress(written(drawn).encode())) <= 8 * 1024


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", DRAWN)
def test_no_label_runs_out_of_its_chart(name: str, width: int) -> None:
    for mark in DRAWN[name](width).marks:
        if isinstance(mark, Text):
            long = len(mark.text) * LETTER * 0.9
            left = mark.x - {"start": 0, "middle": long / 2, "end": long}[mark.anchor]
            assert left >= -12, mark
            assert left + long <= width + 12, mark


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_one_picture_with_a_name_and_without_styles(name: str) -> None:
    text = written(DRAWN[name](WIDE))
    assert text.count("<svg") == 1
    assert 'role="img" aria-label="Who &lt;waits&gt;?"' in text
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", text)


def test_every_part_of_a_bar_is_written_too() -> None:
    words = {mark.text for mark in stacked(WIDE).marks if isinstance(mark, Text)}
    assert {"unclaimed", "with reviewer", "with team", "paused", "7.0 d"} <= words
    assert "1 d unclaimed · 2 d with reviewer · 4 d paused" in words


def test_a_part_of_nothing_is_not_drawn() -> None:
    looks = [
        mark.look for mark in bars([Bar("a", (3.0, 0.0, 1.0), "4")], width=WIDE).marks if mark.kind == "box"
    ]
    assert looks == ["f1", "f3"]


def test_no_line_is_drawn_over_a_time_in_which_nothing_was_decided() -> None:
    weeks = [Week(day, 2.0 if n in (1, 2, 40, 43, 51) else None, 3.0, ()) for n, day in enumerate(DAYS)]
    (half,) = [
        mark for mark in pace(weeks, "days", ("half", "85 %")).marks if getattr(mark, "look", "") == "s1"
    ]
    assert half.d.count("M") == 3


def test_more_than_five_series_are_never_drawn() -> None:
    drawn = flow(DAYS, [(str(n), tuple(1.0 for _ in DAYS)) for n in range(9)], "requests")
    assert {mark.look for mark in drawn.marks if mark.kind == "path"} == {
        "grid",
        "f1",
        "f2",
        "f3",
        "f4",
        "f5",
    }


@pytest.mark.parametrize("top", [0, 0.3, 1, 7, 9.99, 10, 43, 180, 2500])
def test_axes_end_on_round_values_at_or_above_the_highest(top: float) -> None:
    steps = ticks(top)
    assert steps[0] == 0
    assert steps[-1] >= top
    assert 2 <= len(steps) <= 6
    assert all(step == int(step) for step in steps)


def test_labels_are_cut_with_a_sign_that_they_are() -> None:
    assert cut("Data protection officer", 80).endswith("…")
    assert cut("Legal", 80) == "Legal"


def test_nothing_to_show_gives_a_sentence_and_no_empty_picture() -> None:
    shown: Figure = figure(
        "time", "How long?", "Nothing was decided yet.", draw=few, table=Table(("Gate",), ())
    )
    assert (shown.wide, shown.narrow, shown.table, shown.csv) == (None, None, None, "")


def test_both_widths_are_drawn_from_the_same_numbers() -> None:
    shown = figure(
        "time", "How long?", "4 d.", draw=few, table=Table(("Gate",), (cells("Design"),)), csv="/a.csv"
    )
    assert shown.wide is not None
    assert shown.narrow is not None
    assert (shown.wide.width, shown.narrow.width) == (WIDE, NARROW)
