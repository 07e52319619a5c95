"""Values beside the limits they have to keep: one row for each subgroup, a bar, a mark where the limit is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from views.charts.drawing import LETTER, WIDE, Box, Drawing, Mark, Path, Text, cut, line

ROW, BAR, MOST_ROWS = 36, 14, 14
_LABEL, _TOP, _FOOT = 170, 8, 22


@dataclass(frozen=True)
class Bar:
    """One value: its label, how it is written, the limit that counts, and whether it is outside."""

    label: str
    value: float
    shown: str
    limit: float | None = None
    outside: bool = False


@dataclass(frozen=True)
class Scale:
    """Where a value lands between the left and the right edge."""

    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """The place of a value in pixels; what is no number or beyond stays on the edge."""
        if not isfinite(value):
            return self.left
        share = (value - self.low) / ((self.high - self.low) or 1)
        return self.left + min(max(share, 0), 1) * (self.right - self.left)


def limits(rows: Sequence[Bar], limit_name: str, width: int = WIDE) -> Drawing:
    """The first rows in the order given; zero is always on the axis, so that lengths can be compared."""
    rows = rows[:MOST_ROWS]
    beside = width >= WIDE
    room = max((len(row.shown) for row in rows), default=0) * LETTER + 14
    left = float(_LABEL if beside else 0)
    scale = _scale(rows, left, width - (room if beside else 8))
    marks: list[Mark] = []
    y = float(_TOP)
    for row in rows:
        y = _row(marks, row, y, scale, width, beside)
    marks.append(Path(line([(scale.x(0), _TOP), (scale.x(0), y)]), "grid"))
    marks.append(Text(width, y + 14, limit_name, "end", "quiet"))
    return Drawing(width, round(y + _FOOT), tuple(marks))


def _scale(rows: Sequence[Bar], left: float, right: float) -> Scale:
    values = [v for row in rows for v in (row.value, row.limit) if v is not None and isfinite(v)]
    low, high = min([0.0, *values]), max([0.0, *values])
    return Scale(low, high if high > low else low + 1, left, right)


def _row(marks: list[Mark], row: Bar, y: float, scale: Scale, width: int, beside: bool) -> float:
    """Draws one value and returns where the next begins."""
    if beside:
        marks.append(Text(0, y + BAR - 2, cut(row.label, _LABEL - 12)))
    else:
        marks.append(Text(0, y + 12, cut(row.label, width - len(row.shown) * LETTER - 10)))
        marks.append(Text(width, y + 12, row.shown, "end", "strong"))
        y += 18
    zero, end = scale.x(0), scale.x(row.value)
    start, length = min(zero, end), max(abs(end - zero), 1.5)
    marks.append(Box(start, y, length, BAR, "f2" if row.outside else "f3"))
    if row.limit is not None:
        at = scale.x(row.limit)
        marks.append(Path(line([(at, y - 5), (at, y + BAR + 5)]), "target"))
    if beside:
        marks.append(Text(width, y + BAR - 2, row.shown, "end", "strong"))
    return y + ROW - (4 if beside else 2)
