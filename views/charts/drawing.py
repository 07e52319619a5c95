"""The few marks every chart is made of, and where a value lands on an axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import ClassVar

WIDE, NARROW = 670, 288
"""Widths in CSS pixels: beside a page's margins, and on a telephone. Text keeps its size in both."""

LETTER = 7.2
"""About the width of a letter of 14 pixels; a label is cut by it, never measured."""

MOST = 200
"""So many marks a chart has at most; beyond that nobody sees one."""


@dataclass(frozen=True)
class Text:
    """A label; `anchor` is start, middle or end of it at `x`, `y` its base line."""

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    anchor: str = "start"
    look: str = ""


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    kind: ClassVar[str] = "box"
    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True)
class Path:
    """A line or an area in the notation of SVG."""

    kind: ClassVar[str] = "path"
    d: str
    look: str


Mark = Text | Box | Path


@dataclass(frozen=True)
class Drawing:
    """One picture of a chart: its size in pixels and its marks, the hindmost first."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def number(value: float) -> str:
    """A coordinate without digits that nobody sees."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def cut(text: str, pixels: float) -> str:
    """A label shortened to so many pixels; the table under the chart has all of it."""
    room = max(int(pixels / LETTER), 2)
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def line(points: Iterable[tuple[float, float]]) -> str:
    """A line through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def area(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]) -> str:
    """The area between two lines that run the same way."""
    return line([*upper, *reversed(lower)]) + "Z"


def dots(points: Iterable[tuple[float, float]]) -> str:
    """Dots as one path: strokes without length, which the style sheet draws round."""
    return "".join(f"M{number(x)} {number(y)}h0" for x, y in points)


def ticks(top: float, most: int = 5) -> list[float]:
    """Round values from 0 up to the first one at or above `top`, in at most `most` steps."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / most
    power = 10.0 ** floor(log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999999)
    step = step if step >= 1 else 1.0
    return [step * n for n in range(ceil(top / step - 1e-9) + 1)]


def short(value: float) -> str:
    """A number as it stands on an axis: without a fraction where there is none."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
