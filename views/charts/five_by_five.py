"""The 5×5 picture: likelihood to the right, impact upwards, counts in the cells and arrows between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import hypot

from views.charts.drawing import WIDE, Box, Drawing, Mark, Path, Text, number

Place = tuple[int, int]
Level = Callable[[int, int], str]

SIDE, GAP, LEFT, BELOW = 5, 2, 28, 44
MOST_ARROWS = 40
"""More arrows than these are a tangle; the list beside the picture has all of them."""


def five_by_five(
    before: Mapping[Place, int],
    now: Mapping[Place, int],
    arrows: Mapping[tuple[Place, Place], int],
    level: Level,
    words: tuple[str, str],
    width: int = WIDE,
) -> Drawing:
    """The picture; `level` gives the look of a place, `words` name the axes: likelihood and impact."""
    wide = min(width, 520)
    cell_w, cell_h = (wide - LEFT) / SIDE, 54.0
    marks: list[Mark] = []
    for likelihood in range(1, SIDE + 1):
        for impact in range(1, SIDE + 1):
            x, y = _corner((likelihood, impact), cell_w, cell_h)
            look = level(likelihood, impact)
            marks.append(Box(x, y, cell_w - GAP, cell_h - GAP, f"lv-{look}"))
    marks += _arrows(arrows, cell_w, cell_h)
    for place in sorted({*before, *now}):
        marks += _counts(place, before.get(place, 0), now.get(place, 0), level(*place), cell_w, cell_h)
    bottom = SIDE * cell_h
    for step in range(1, SIDE + 1):
        marks.append(Text(LEFT + (step - 0.5) * cell_w, bottom + 16, str(step), "middle"))
        marks.append(Text(14, bottom - (step - 0.5) * cell_h + 5, str(step), "middle"))
    marks.append(Text(LEFT, bottom + 36, f"→ {words[0]}    ↑ {words[1]}", "start", "quiet"))
    return Drawing(round(wide), round(bottom + BELOW), tuple(marks))


def _corner(place: Place, cell_w: float, cell_h: float) -> tuple[float, float]:
    return LEFT + (place[0] - 1) * cell_w, (SIDE - place[1]) * cell_h


def _middle(place: Place, cell_w: float, cell_h: float) -> tuple[float, float]:
    x, y = _corner(place, cell_w, cell_h)
    return x + cell_w / 2, y + cell_h / 2 + 9


def _counts(place: Place, before: int, now: int, look: str, cell_w: float, cell_h: float) -> list[Mark]:
    """What stands there now in bold; what stood there before measures behind it in brackets."""
    x, y = _corner(place, cell_w, cell_h)
    ink = f"on-{look}"
    marks: list[Mark] = [Text(x + 7, y + 18, str(now), "start", f"strong {ink}")]
    if before != now:
        marks.append(Text(x + cell_w - 9, y + 18, f"({before})", "end", ink))
    return marks


def _arrows(ways: Mapping[tuple[Place, Place], int], cell_w: float, cell_h: float) -> list[Mark]:
    heaviest = sorted(ways.items(), key=lambda item: (-item[1], item[0]))[:MOST_ARROWS]
    found: list[Mark] = []
    for (start, end), _count in heaviest:
        found += _arrow(_middle(start, cell_w, cell_h), _middle(end, cell_w, cell_h))
    return found


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> list[Mark]:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    tip = (end[0] - dx * 6, end[1] - dy * 6)
    back = (tip[0] - dx * 9, tip[1] - dy * 9)
    wings = ((back[0] - dy * 5, back[1] + dx * 5), (back[0] + dy * 5, back[1] - dx * 5))
    shaft = f"M{number(start[0])} {number(start[1])}L{number(tip[0])} {number(tip[1])}"
    head = "".join(f"M{number(x)} {number(y)}L{number(tip[0])} {number(tip[1])}" for x, y in wings)
    return [Path(shaft + head, "rim"), Path(shaft + head, "arrow")]
