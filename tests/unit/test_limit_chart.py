"""The chart of values beside their limits: everything stays inside the picture, whatever the values are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from views.charts.drawing import NARROW, WIDE, Box, Path, Text
from views.charts.limits import MOST_ROWS, Bar, limits

values = st.floats(-1e12, 1e12) | st.just(float("nan"))


@given(
    rows=st.lists(st.tuples(values, st.none() | values, st.booleans()), max_size=20),
    width=st.sampled_from((WIDE, NARROW)),
)
def test_every_mark_stays_inside_the_picture(rows, width):
    bars = [Bar("A group", value, f"{value:.4g}", limit, outside) for value, limit, outside in rows]
    drawn = limits(bars, "dashed: the limit", width)
    boxes = [mark for mark in drawn.marks if isinstance(mark, Box)]
    assert len(boxes) == min(len(rows), MOST_ROWS)
    assert all(box.x >= 0 and box.x + box.width <= width + 2 for box in boxes)
    assert all(0 <= mark.y <= drawn.height for mark in drawn.marks if isinstance(mark, Text))


def test_a_value_outside_differs_in_word_and_colour_and_the_limit_is_marked():
    bars = [Bar("Women", 0.2, "0.2 ✕", 0.1, True), Bar("Men", 0.05, "0.05", 0.1)]
    drawn = limits(bars, "dashed: the limit, at most 0.1")
    assert [mark.look for mark in drawn.marks if isinstance(mark, Box)] == ["f2", "f3"]
    assert sum(mark.look == "target" for mark in drawn.marks if isinstance(mark, Path)) == 2
    assert any("✕" in mark.text for mark in drawn.marks if isinstance(mark, Text))
    women, men = (mark for mark in drawn.marks if isinstance(mark, Box))
    assert women.width > men.width
