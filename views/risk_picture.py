"""The 5×5 picture of risks as a figure: the question, the answer, the picture, its counts as a table and a file."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext, ngettext

from views.charts.drawing import Drawing
from views.charts.figure import Cell, Figure, Table, figure
from views.charts.five_by_five import five_by_five
from workflows.assurance.risks.picture import Picture
from workflows.assurance.risks.register import LEVEL_WORDS
from workflows.assurance.risks.scales import rate

WORDS = dict(LEVEL_WORDS)


def picture_figure(found: Picture, csv: str) -> Figure:
    """The figure of all risks that a reader chose."""
    axes = str(gettext("Likelihood")), str(gettext("Impact"))

    def draw(width: int) -> Drawing:
        return five_by_five(found.before, found.now, found.arrows, _level, axes, width)

    head = (str(gettext("Impact")), *(str(gettext("Likelihood %(n)s", n=n)) for n in range(1, 6)))
    rows = tuple(_row(found, impact) for impact in range(5, 0, -1)) if found.movements else ()
    return figure(
        "picture",
        str(gettext("Where do our risks stand?")),
        answer(found),
        _name(found),
        draw,
        Table(head, rows, frozenset(range(6))),
        csv,
    )


def answer(found: Picture) -> str:
    """How many risks there are, how many of them are heavy, and how many nobody accepted."""
    total = len(found.movements)
    if not total:
        return str(gettext("No risk has been rated yet."))
    heavy = found.count("high") + found.count("critical")
    was = found.count("high", before=True) + found.count("critical", before=True)
    first = ngettext("%(num)s risk is rated.", "%(num)s risks are rated.", total)
    second = gettext("%(now)s are high or critical, %(was)s were before measures.", now=heavy, was=was)
    third = ngettext(
        "%(num)s above low is not accepted for what it says now.",
        "%(num)s above low are not accepted for what they say now.",
        found.unaccepted,
    )
    return f"{first} {second} {third}"


def _level(likelihood: int, impact: int) -> str:
    """The level of a place by its number alone; harm to a person can raise a risk above the colour of its cell."""
    rating = rate(likelihood, {"organisation": impact})
    return rating.level if rating else "low"


def _row(found: Picture, impact: int) -> tuple[Cell, ...]:
    cells = [Cell(str(impact))]
    for likelihood in range(1, 6):
        place = (likelihood, impact)
        now, before = found.now.get(place, 0), found.before.get(place, 0)
        level = gettext(WORDS[_level(likelihood, impact)])
        cells.append(
            Cell(str(gettext("%(now)s now, %(was)s before (%(level)s)", now=now, was=before, level=level)))
        )
    return tuple(cells)


def _name(found: Picture) -> str:
    """What the picture is called for those who do not see it."""
    parts = [answer(found)]
    parts += [_said(level, found.count) for level, _ in LEVEL_WORDS]
    return " ".join(parts)


def _said(level: str, count: Callable[..., int]) -> str:
    return str(
        gettext(
            "%(level)s: %(now)s now, %(was)s before.",
            level=gettext(WORDS[level]),
            now=count(level),
            was=count(level, before=True),
        )
    )
