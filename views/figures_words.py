"""The few words that all figures share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from views.charts.figure import Cell, Draw, Figure, Table, figure
from workflows.approvals.policies.words import gate_label, tier_label
from workflows.lifecycle.metrics.wanted import Wanted


def gate_word(gate: str) -> str:
    """A gate on an axis: without the word gate, which the heading says."""
    return str(gettext(gate_label(gate))).removesuffix(" gate")


def tier_word(tier: str) -> str:
    """A tier, or all of them together."""
    return str(gettext(tier_label(tier))) if tier else str(gettext("all tiers"))


def days(length: float | None) -> str:
    """A length of time as the table and the bars write it: in days, below one in hours."""
    if length is None:
        return "—"
    if length < 1 / 24:
        return str(gettext("under 1 h"))
    if length < 1:
        return str(gettext("%(hours)s h", hours=f"{length * 24:.0f}"))
    return str(gettext("%(days)s d", days=f"{length:,.0f}" if length >= 100 else f"{length:.1f}"))


def percent(part: float, whole: float) -> str:
    """A share in whole percent."""
    return f"{100 * part / whole:.0f} %" if whole else "—"


def month_word(day: date) -> str:
    """A month in a table."""
    return f"{day:%B %Y}"


def csv_of(key: str, wanted: Wanted) -> str:
    """The address of a question's numbers as a file."""
    query = wanted.query()
    return f"/queue/figures/{key}.csv" + (f"?{query}" if query else "")


def row(*given: str) -> tuple[Cell, ...]:
    """A row of a table without links."""
    return tuple(Cell(text) for text in given)


def drawn(
    key: str,
    asks: tuple[str, str],
    draw: Draw,
    head: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    wanted: Wanted,
    words: frozenset[int] = frozenset(),
) -> Figure:
    """A figure of the page: `asks` is the question with its answer, `head` the untranslated heads of the table."""
    table = Table(tuple(str(gettext(word)) for word in head), tuple(rows), words)
    return figure(key, *asks, draw=draw, table=table, csv=csv_of(key, wanted))
