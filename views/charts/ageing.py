"""Ageing: every open request as a mark over its gate, as high as it is old, with two lines of the last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from views.charts.drawing import (
    LETTER,
    MOST,
    WIDE,
    Box,
    Drawing,
    Mark,
    Path,
    Text,
    cut,
    dots,
    line,
    short,
    ticks,
)

_TOP, _FOOT, _LEFT, _CELL = 26, 46, 40, 10


@dataclass(frozen=True)
class Column:
    """One gate: the ages in days of what waits, which of them are overdue, and the pace of the last year."""

    label: str
    ages: tuple[float, ...]
    overdue: tuple[float, ...] = ()
    half: float | None = None
    most: float | None = None


def ageing(
    columns: Sequence[Column], unit: str, names: tuple[str, str] = ("50 %", "85 %"), width: int = WIDE
) -> Drawing:
    """Round marks wait in time, square ones are overdue; when there are too many for eyes, numbers stand for them."""
    height = 300 if width >= WIDE else 340
    foot = height - (_FOOT if width >= WIDE else _FOOT + 40)
    scale = Scale(_highest(columns), foot)
    marks: list[Mark] = [Text(0, 12, unit, "start", "quiet")]
    for value in scale.steps:
        marks.append(Path(line([(_LEFT, scale.y(value)), (width, scale.y(value))]), "grid"))
        marks.append(Text(_LEFT - 6, scale.y(value) + 5, short(value), "end", "quiet"))
    each = (width - _LEFT) / max(len(columns), 1)
    crowded = sum(len(c.ages) + len(c.overdue) for c in columns) > MOST - 80
    for number, column in enumerate(columns):
        left = _LEFT + number * each
        marks.extend(_label(column, left, each, foot, number, width))
        marks.extend(
            (_numbers if crowded else _marks)(left, each, scale.of(column.ages), scale.of(column.overdue))
        )
        marks.extend(_lines(column, left, each, scale, names))
    return Drawing(width, height, tuple(marks))


class Scale:
    """Where an age lands between the foot and the top of the chart."""

    def __init__(self, top: float, foot: float) -> None:
        self.steps = ticks(top)
        self._foot = foot

    def y(self, age: float) -> float:
        """The height of an age in pixels from above."""
        return self._foot - min(age / self.steps[-1], 1) * (self._foot - _TOP)

    def of(self, ages: Sequence[float]) -> list[tuple[float, float]]:
        """Every age with its height."""
        return [(age, self.y(age)) for age in ages]


def _highest(columns: Sequence[Column]) -> float:
    values = (age for c in columns for age in (*c.ages, *c.overdue, c.half or 0, c.most or 0))
    return max(values, default=0)


def _lines(column: Column, left: float, each: float, scale: Scale, names: tuple[str, str]) -> list[Mark]:
    """The pace of the last year as two lines over the column."""
    found: list[Mark] = []
    for age, name, look in ((column.half, names[0], "half"), (column.most, names[1], "most")):
        if age is not None:
            y = scale.y(age)
            found.append(Path(line([(left + 4, y), (left + each - 4, y)]), look))
            if each >= 60:
                found.append(Text(left + each - 4, y - 4, name, "end", "quiet"))
    return found


def _label(column: Column, left: float, each: float, foot: float, number: int, width: int) -> list[Mark]:
    """The gate under its column; on a telephone in three lines by turns, so that the names keep their size."""
    if width >= WIDE:
        words = column.label.split(" ", 1)
        lines = [column.label] if len(column.label) * LETTER <= each - 6 else words
        return [
            Text(left + each / 2, foot + 20 + 17 * at, cut(text, each - 4), "middle")
            for at, text in enumerate(lines)
        ]
    low, room = foot + 20 + 20 * (number % 3), 3 * each
    text = cut(column.label, room)
    ends = left + len(text) * LETTER > width
    return [Text(width if ends else left, low, text, "end" if ends else "start")]


Placed = Sequence[tuple[float, float]]


def _marks(left: float, each: float, ages: Placed, overdue: Placed) -> list[Mark]:
    """One mark for each request; those of about the same age stand side by side."""
    rows: dict[int, int] = {}
    round_: list[tuple[float, float]] = []
    square: list[tuple[float, float]] = []
    per_row = max(int((each - 12) // _CELL), 1)
    for into, placed in ((square, overdue), (round_, ages)):
        for _, y in placed:
            row = round(y / _CELL)
            at = rows.get(row, 0)
            rows[row] = at + 1
            into.append((left + 10 + (at % per_row) * _CELL, y))
    found: list[Mark] = []
    if round_:
        found.append(Path(dots(round_), "dot big"))
    if square:
        found.append(Path(dots(square), "dot late"))
    return found


def _numbers(left: float, each: float, ages: Placed, overdue: Placed) -> list[Mark]:
    """How many requests are of about the same age, as numbers in cells."""
    counts: dict[int, int] = {}
    for _, y in (*ages, *overdue):
        counts[int(y // 20)] = counts.get(int(y // 20), 0) + 1
    found: list[Mark] = []
    for row, count in sorted(counts.items()):
        found.append(Box(left + 3, row * 20, min(each - 6, 44), 18, "cell"))
        found.append(Text(left + 3 + min(each - 6, 44) / 2, row * 20 + 14, short(count), "middle"))
    return found
