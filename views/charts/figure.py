"""A chart as a page shows it: the question, the answer, the picture twice, its numbers as a table, its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from views.charts.drawing import NARROW, WIDE, Drawing

Draw = Callable[[int], Drawing]


@dataclass(frozen=True)
class Cell:
    """One cell of the table under a chart; `address` makes it a link of ours."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Table:
    """The numbers of a chart: the first column names the row, all others are numbers unless `words` says not."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Figure:
    """One question with everything that answers it; without a drawing the answer says that there is nothing yet.

    `key` is the part of the page's address that leads here, `name` what the picture is called for those who do not
    see it, `csv` the address of the numbers as a file.
    """

    key: str
    question: str
    answer: str
    name: str
    wide: Drawing | None
    narrow: Drawing | None
    table: Table | None
    csv: str = ""


def figure(
    key: str,
    question: str,
    answer: str,
    name: str = "",
    draw: Draw | None = None,
    table: Table | None = None,
    csv: str = "",
) -> Figure:
    """Draws the picture for both widths; without rows in the table there is no picture."""
    shown = draw if draw is not None and table is not None and table.rows else None
    return Figure(
        key=key,
        question=question,
        answer=answer,
        name=name or question,
        wide=shown(WIDE) if shown else None,
        narrow=shown(NARROW) if shown else None,
        table=table if table is not None and table.rows else None,
        csv=csv if table is not None and table.rows else "",
    )


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row of the table without links."""
    return tuple(Cell(text) for text in texts)
