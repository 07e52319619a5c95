"""Horizontal bars: sorted values, or values made of parts, each with its label and its number beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from views.charts.drawing import LETTER, WIDE, Box, Drawing, Mark, Text, cut

ROW, BAR = 34, 14
_LABEL = 200


@dataclass(frozen=True)
class Bar:
    """One bar: its parts in the order of the series, and how its whole is written."""

    label: str
    parts: tuple[float, ...]
    shown: str
    note: tuple[str, ...] = ()
    """The parts in words; they stand under the bar so that no colour has to be read."""


def bars(
    rows: Sequence[Bar], series: Sequence[str] = (), most: int = 12, width: int = WIDE, above: bool = False
) -> Drawing:
    """The first `most` bars in the order given; `series` names the parts where there are several, at most five.

    Labels stand beside the bars, or over them when there is no room or they are long (`above`).
    """
    rows, series = rows[:most], series[:5]
    marks: list[Mark] = []
    y = _key(marks, series, width) if len(series) > 1 else 4.0
    beside = width >= WIDE and not above
    left = _LABEL if beside else 0
    room = width - left - (_shown_width(rows) if beside else 0)
    top = max((sum(row.parts) for row in rows), default=0) or 1
    for row in rows:
        y = _row(marks, row, y, left, room / top, width, beside)
    return Drawing(width, round(y), tuple(marks))


def _shown_width(rows: Sequence[Bar]) -> float:
    return max((len(row.shown) for row in rows), default=0) * LETTER + 12


def _row(marks: list[Mark], row: Bar, y: float, left: float, scale: float, width: int, beside: bool) -> float:
    """Draws one bar and returns where the next begins."""
    if beside:
        marks.append(Text(0, y + BAR - 2, cut(row.label, left - 12)))
    else:
        marks.append(Text(0, y + 12, cut(row.label, width - len(row.shown) * LETTER - 10)))
        marks.append(Text(width, y + 12, row.shown, "end", "strong"))
        y += 18
    x = float(left)
    for number, part in enumerate(row.parts):
        if part > 0:
            length = max(part * scale, 1.5)
            marks.append(Box(x, y, max(length - 1, 1), BAR, f"f{number + 1}"))
            x += length
    if beside:
        marks.append(Text(x + 6, y + BAR - 2, row.shown, "start", "strong"))
    for text in _lines(row.note, width - left):
        marks.append(Text(left, y + BAR + 16, text, "start", "quiet"))
        y += 18
    return y + (ROW - 8 if beside else ROW - 6)


def _lines(parts: Sequence[str], room: float) -> list[str]:
    """The parts with dots between them, in as many lines as they need."""
    found: list[str] = []
    for part in parts:
        longer = f"{found[-1]} · {part}" if found else part
        if found and len(longer) * LETTER <= room:
            found[-1] = longer
        else:
            found.append(cut(part, room))
    return found


def _key(marks: list[Mark], series: Sequence[str], width: int) -> float:
    """The names of the parts in the order in which they follow each other, above the first bar."""
    x, y = 0.0, 12.0
    for number, name in enumerate(series):
        long = 20 + len(name) * LETTER + 14
        if x and x + long > width:
            x, y = 0.0, y + 20
        marks.append(Box(x, y - 10, 12, 12, f"f{number + 1}"))
        marks.append(Text(x + 18, y, name))
        x += long
    return y + 18
