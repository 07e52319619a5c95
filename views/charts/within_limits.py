"""A chart of values one after the other against the limits they must keep; what is missing shows as a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from views.charts.drawing import LETTER, WIDE, Drawing, Mark, Path, Text, cut, dots, line

HEIGHT, _TOP, _FOOT, _LEFT = 240, 28, 28, 52


@dataclass(frozen=True)
class Point:
    """One period with its value, or none when it is missing; `broken` when it breaks a limit."""

    name: str
    value: float | None
    broken: bool = False


@dataclass(frozen=True)
class Line:
    """A limit or the baseline: where it lies, what it is called, and whether it binds."""

    value: float
    name: str
    binds: bool = True


@dataclass(frozen=True)
class _Plane:
    width: int
    right: float
    count: int
    low: float
    high: float

    def x(self, step: int) -> float:
        return _LEFT + (step + 0.5) * (self.width - _LEFT - self.right) / max(self.count, 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - _FOOT - share * (HEIGHT - _FOOT - _TOP)


def within_limits(points: Sequence[Point], lines: Sequence[Line], unit: str, width: int = WIDE) -> Drawing:
    """Values as a line, those that break a limit as squares, missing ones as a mark on the foot of the chart."""
    right = max((len(one.name) for one in lines), default=0) * LETTER + 10 if width >= WIDE else 8.0
    low, high = _bounds(points, lines)
    plane = _Plane(width, right, len(points), low, high)
    marks: list[Mark] = [Text(0, 12, cut(unit, width), "start", "quiet")]
    for value in _steps(low, high):
        y = plane.y(value)
        marks.append(Path(line([(_LEFT, y), (width - right, y)]), "grid"))
        marks.append(Text(_LEFT - 6, y + 5, f"{value:.3g}", "end", "quiet"))
    marks += _names(plane, points)
    marks += _limits(plane, lines)
    marks += _values(plane, points)
    return Drawing(width, HEIGHT, tuple(marks))


def _bounds(points: Sequence[Point], lines: Sequence[Line]) -> tuple[float, float]:
    """The ends of the axis: round numbers around everything on the chart, from zero where that wastes little."""
    all_of = [one.value for one in points if one.value is not None] + [one.value for one in lines]
    low, high = min(all_of, default=0.0), max(all_of, default=1.0)
    if 0 <= low <= high * 0.6:
        low = 0.0
    step = _step(low, high)
    return floor(low / step + 1e-9) * step, max(
        ceil(high / step - 1e-9) * step, (floor(low / step) + 1) * step
    )


def _step(low: float, high: float) -> float:
    """A round distance that cuts the range into three to six pieces."""
    raw = max(high - low, abs(high) * 0.1, 1e-9) / 5
    power = 10.0 ** floor(log10(raw))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999999)


def _steps(low: float, high: float) -> list[float]:
    """The round values on the axis."""
    step = _step(low, high)
    return [low + step * n for n in range(round((high - low) / step) + 1)]


def _names(plane: _Plane, points: Sequence[Point]) -> list[Mark]:
    """The names of as many periods as have room, the first and the newest among them."""
    found: list[Mark] = []
    last = -1e9
    for step, one in enumerate(points):
        half = len(one.name) * LETTER / 2
        x = min(max(plane.x(step), _LEFT + half), plane.width - half)
        end = plane.x(len(points) - 1)
        newest = step == len(points) - 1
        if x - last >= half * 2 + 14 and (newest or end - x >= half * 2 + 14 or len(points) == 1):
            found.append(Text(x, HEIGHT - 8, one.name, "middle", "quiet"))
            last = x
    return found


def _limits(plane: _Plane, lines: Sequence[Line]) -> list[Mark]:
    """Each limit as a line with its name at its end, or above it where there is no room beside it."""
    found: list[Mark] = []
    for one in lines:
        y = plane.y(one.value)
        found.append(
            Path(line([(_LEFT, y), (plane.width - plane.right, y)]), "target" if one.binds else "edge")
        )
        if plane.right > 8:
            found.append(Text(plane.width, y + 5, one.name, "end", "" if one.binds else "quiet"))
        else:
            found.append(Text(_LEFT + 4, y - 5, one.name, "start", "" if one.binds else "quiet"))
    return found


def _values(plane: _Plane, points: Sequence[Point]) -> list[Mark]:
    pieces: list[list[tuple[float, float]]] = [[]]
    for step, one in enumerate(points):
        if one.value is None:
            pieces.append([])
        else:
            pieces[-1].append((plane.x(step), plane.y(one.value)))
    there = [piece for piece in pieces if piece]
    found: list[Mark] = []
    if there:
        found.append(Path("".join(line(piece) if len(piece) > 1 else dots(piece) for piece in there), "s1"))
        kept = [(plane.x(n), plane.y(p.value)) for n, p in enumerate(points) if p.value is not None]
        found.append(Path(dots(kept), "dot"))
    broken = [
        (plane.x(n), plane.y(p.value)) for n, p in enumerate(points) if p.value is not None and p.broken
    ]
    missing = [(plane.x(n), HEIGHT - _FOOT - 3.0) for n, p in enumerate(points) if p.value is None]
    if broken:
        found.append(Path(dots(broken), "dot late"))
    if missing:
        found.append(Path(dots(missing), "dot"))
    return found
