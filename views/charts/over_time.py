"""Charts over time: the pace of decisions week by week, a share month by month, what came in and what left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from views.charts.drawing import LETTER, WIDE, Box, Drawing, Mark, Path, Text, area, dots, line, short, ticks

LONGEST_GAP = 4
"""Weeks; a line goes on over shorter gaps."""

HEIGHT, _TOP, _FOOT, _LEFT = 264, 36, 28, 40


@dataclass(frozen=True)
class Frame:
    """The plane of a chart: how many steps to the right, how far up, and where things land on it."""

    width: int
    steps: int
    top: float
    right: float

    def x(self, step: float) -> float:
        """The middle of a step."""
        return _LEFT + (step + 0.5) * (self.width - _LEFT - self.right) / max(self.steps, 1)

    def y(self, value: float) -> float:
        """The height of a value; what is above the axis stays on its upper edge."""
        return HEIGHT - _FOOT - min(value / self.top, 1) * (HEIGHT - _FOOT - _TOP)


def _plane(width: int, days: Sequence[date], top: float, unit: str, right: float) -> tuple[Frame, list[Mark]]:
    steps = ticks(top)
    frame = Frame(width, len(days), steps[-1], right)
    marks: list[Mark] = [Text(0, 12, unit, "start", "quiet")]
    for value in steps:
        y = frame.y(value)
        marks.append(Path(line([(_LEFT, y), (width - right, y)]), "grid"))
        marks.append(Text(_LEFT - 6, y + 5, short(value), "end", "quiet"))
    return frame, marks + _months(frame, days)


def _months(frame: Frame, days: Sequence[date]) -> list[Mark]:
    """The first step of every month that has room for its name."""
    found: list[Mark] = []
    last, seen = -1e9, None
    for step, day in enumerate(days):
        month = (day.year, day.month)
        x = frame.x(step)
        if month != seen and x - last >= 36 and x < frame.width - 14:
            name = f"{day:%b %Y}" if day.month == 1 or seen is None else f"{day:%b}"
            if seen is not None and day.month == 1 and x - last < 60:
                name = f"{day:%b}"
            found.append(Text(x, HEIGHT - 8, name, "middle", "quiet"))
            last = x + (20 if len(name) > 3 else 0)
        seen = month
    return found


@dataclass(frozen=True)
class Week:
    """The decisions of one week; `took` are their single lengths, newest weeks may have none."""

    begins: date
    median: float | None
    high: float | None
    took: tuple[float, ...] = ()


def pace(weeks: Sequence[Week], unit: str, names: tuple[str, str], width: int = WIDE) -> Drawing:
    """The median of every week as a line, the band up to the 85th percentile, decisions as dots.

    `names` label the median and the edge of the band where they end. At most 150 dots are drawn, the newest.
    """
    top = max((week.high or 0 for week in weeks), default=0)
    frame, marks = _plane(
        width, [week.begins for week in weeks], top, unit, max(map(len, names)) * LETTER + 10
    )
    pieces = _pieces([(step, week) for step, week in enumerate(weeks) if week.median is not None])
    middle = [[(frame.x(step), frame.y(week.median or 0)) for step, week in piece] for piece in pieces]
    upper = [[(frame.x(step), frame.y(week.high or 0)) for step, week in piece] for piece in pieces]
    points = [(frame.x(step), frame.y(took)) for step, week in enumerate(weeks) for took in week.took]
    marks.append(Path("".join(map(area, upper, middle)), "band"))
    marks.append(Path("".join(map(line, upper)), "edge"))
    marks.append(Path(dots(points[-150:]), "dot"))
    marks.append(Path("".join(line(piece) if len(piece) > 1 else dots(piece) for piece in middle), "s1"))
    if pieces:
        marks += _ends(middle[-1][-1], upper[-1][-1], names)
    return Drawing(width, HEIGHT, tuple(marks))


def _pieces(there: Sequence[tuple[int, Week]]) -> list[list[tuple[int, Week]]]:
    """The weeks with decisions, cut where none was made for so long that a line between them would tell a tale."""
    found: list[list[tuple[int, Week]]] = []
    for step, week in there:
        if found and step - found[-1][-1][0] <= LONGEST_GAP:
            found[-1].append((step, week))
        else:
            found.append([(step, week)])
    return found


def _ends(middle: tuple[float, float], upper: tuple[float, float], names: tuple[str, str]) -> list[Mark]:
    """The names of the two lines where they end, one over the other when they meet."""
    x, low, high = middle[0] + 8, middle[1] + 5, upper[1] + 5
    return [
        Text(x, low, names[0], "start", "strong"),
        Text(x, min(high, low - 18), names[1], "start", "quiet"),
    ]


@dataclass(frozen=True)
class Month:
    """One month with a share from 0 to 100, or none when nothing happened in it."""

    begins: date
    share: float | None


def shares(months: Sequence[Month], target: float, unit: str, target_name: str, width: int = WIDE) -> Drawing:
    """A bar for every month, its number on it where there is room, and the line that was aimed for."""
    right = 0 if width < WIDE else len(target_name) * LETTER + 10
    frame, marks = _plane(width, [month.begins for month in months], 100, unit, right)
    thick = min((width - _LEFT - right) / max(len(months), 1) * 0.66, 40)
    last = -1e9
    for step, month in enumerate(months):
        if month.share is None:
            continue
        x, y = frame.x(step), frame.y(month.share)
        marks.append(
            Box(x - thick / 2, y, thick, max(HEIGHT - _FOOT - y, 1), "f1" if month.share >= target else "f2")
        )
        shown = f"{month.share:.0f}"
        if x - last >= len(shown) * LETTER + 4:
            marks.append(Text(x, y - 5, shown, "middle", "strong"))
            last = x
    y = frame.y(target)
    marks.append(Path(line([(_LEFT, y), (width - right, y)]), "target"))
    marks.append(Text(width, y + 5, target_name, "end") if right else Text(width, 12, target_name, "end"))
    return Drawing(width, HEIGHT, tuple(marks))


def flow(
    days: Sequence[date], bands: Sequence[tuple[str, Sequence[float]]], unit: str, width: int = WIDE
) -> Drawing:
    """Bands stacked over time, the lowest first, at most five; each is named where it ends."""
    bands = bands[:5]
    top = max((sum(values[step] for _, values in bands) for step in range(len(days))), default=0)
    right = max((len(name) for name, _ in bands), default=0) * LETTER + 10 if width >= WIDE else 0
    frame, marks = _plane(width, days, top, unit, right)
    under = [0.0] * len(days)
    labels: list[tuple[float, str, int]] = []
    for number, (name, values) in enumerate(bands):
        over = [low + value for low, value in zip(under, values, strict=True)]
        upper = [(frame.x(step), frame.y(value)) for step, value in enumerate(over)]
        lower = [(frame.x(step), frame.y(value)) for step, value in enumerate(under)]
        marks.append(Path(area(upper, lower), f"f{number + 1}"))
        labels.append(((upper[-1][1] + lower[-1][1]) / 2 + 5, name, number))
        under = over
    return Drawing(
        width, HEIGHT + (0 if right else 22 * len(bands)), tuple(marks + _names(labels, width, bool(right)))
    )


def _names(labels: Sequence[tuple[float, str, int]], width: int, beside: bool) -> list[Mark]:
    """The names of bands at their right end, or under the chart where there is no room beside it."""
    found: list[Mark] = []
    last = 1e9
    for order, (y, name, number) in enumerate(labels):
        if beside:
            last = min(y, last - 17)
            found.append(Text(width, last, name, "end"))
        else:
            below = HEIGHT + 14 + 22 * (len(labels) - 1 - order)
            found.append(Box(0, below - 11, 12, 12, f"f{number + 1}"))
            found.append(Text(18, below, name))
    return found
