"""The ageing chart of the queue: every open request over its gate, beside the pace of the last year."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from views.charts.ageing import Column, ageing
from views.charts.drawing import Drawing
from views.charts.figure import Cell, Figure, Table, figure
from views.queue_parts import N_
from workflows.lifecycle.queue.ageing import AgeLine
from workflows.lifecycle.queue.wanted import QueueFilter

HEAD = (
    *(N_("Gate"), N_("Open"), N_("Overdue"), N_("Oldest"), N_("Its age")),
    *(N_("50 % within"), N_("85 % within")),
)


def ages_figure(lines: Sequence[AgeLine], wanted: QueueFilter) -> Figure:
    """Question, answer, picture and table of the ages by gate."""

    def draw(width: int) -> Drawing:
        return ageing([_column(line) for line in lines], gettext("Age in days"), width=width)

    head = tuple(str(gettext(word)) for word in HEAD)
    table = Table(head, tuple(_row(line, wanted) for line in lines), frozenset({3}))
    return figure(
        "ages",
        gettext("Where are requests stuck?"),
        _answer(lines),
        _name(lines),
        draw,
        table,
        f"/queue.csv?{wanted.query()}",
    )


def _column(line: AgeLine) -> Column:
    return Column(
        str(gettext(line.gate_label)).removesuffix(" gate"),
        tuple(mark.age_days for mark in line.marks if not mark.late),
        tuple(mark.age_days for mark in line.marks if mark.late),
        line.half,
        line.most,
    )


def _row(line: AgeLine, wanted: QueueFilter) -> tuple[Cell, ...]:
    oldest = line.marks[0]
    return (
        Cell(str(gettext(line.gate_label)), f"/queue?{wanted.with_(gate=line.gate).query()}"),
        Cell(str(line.count)),
        Cell(str(line.late)),
        Cell(oldest.ref, f"/requests/{oldest.ref}"),
        Cell(_days(oldest.age_days)),
        Cell(_days(line.half)),
        Cell(_days(line.most)),
    )


def _answer(lines: Sequence[AgeLine]) -> str:
    """The gate of the oldest request, and how many of all are older than the line of 85 percent."""
    if not lines:
        return str(gettext("Nothing that was handed in waits."))
    worst = max(lines, key=lambda line: line.marks[0].age_days)
    oldest = worst.marks[0]
    first = gettext(
        "The oldest, %(ref)s, is %(age)s old: %(gate)s.",
        ref=oldest.ref,
        age=_days(oldest.age_days),
        gate=gettext(worst.gate_label),
    )
    over = sum(mark.age_days > line.most for line in lines if line.most is not None for mark in line.marks)
    if all(line.most is None for line in lines):
        return f"{first} {gettext('There is no pace of the last year to hold them against yet.')}"
    said = ngettext(
        "%(num)s request is older than 85 %% of those that were decided there in the last year.",
        "%(num)s requests are older than 85 %% of those that were decided there in the last year.",
        over,
    )
    return f"{first} {said}"


def _name(lines: Sequence[AgeLine]) -> str:
    """What the picture is called for those who do not see it."""
    count, late = sum(line.count for line in lines), sum(line.late for line in lines)
    parts = [
        gettext("Age of %(count)s open requests by gate, %(late)s of them overdue.", count=count, late=late)
    ]
    parts += [f"{gettext(line.gate_label)}: {line.count}, {_days(line.marks[0].age_days)}." for line in lines]
    return " ".join(str(part) for part in parts)


def _days(length: float | None) -> str:
    return "—" if length is None else str(gettext("%(days)s d", days=f"{length:.1f}"))
