"""How the page of an indicator's values says things: its states, its chart, its answer in one sentence."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from views.badges import Badge
from views.charts.figure import Figure, Table, cells, figure
from views.charts.within_limits import Line, Point, within_limits
from workflows.assurance.monitoring.page import Shown, ValuesPage


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


STATES = {
    "ok": ("ok", "approved", N_("Within limits")),
    "warn": ("due", "warn", N_("Near a limit")),
    "breach": ("bad", "rejected", N_("Limit broken")),
    "missing": ("neutral", "clock", N_("Value missing")),
    "": ("neutral", "draft", N_("No value yet")),
}
SOURCES = {
    "form": N_("typed"),
    "csv": N_("from a file"),
    "api": N_("sent by a program"),
    "clock": N_("noted by the clock"),
}
LIMITS = (
    ("high", N_("upper limit"), True),
    ("warn_high", N_("warn above"), False),
    ("warn_low", N_("warn below"), False),
    ("low", N_("lower limit"), True),
)
CADENCES = {
    "daily": N_("every day"),
    "weekly": N_("every week"),
    "monthly": N_("every month"),
    "quarterly": N_("every quarter"),
}


def state_badge(state: str) -> Badge:
    """Colour, shape and word of a value's state."""
    colour, shape, word = STATES.get(state, STATES[""])
    return Badge(colour, shape, gettext(word))


def source_word(source: str) -> str:
    """Where a value came from, in words."""
    return str(gettext(SOURCES.get(source, source)))


def cadence_word(cadence: str) -> str:
    """How often a value is due, in words."""
    return str(gettext(CADENCES.get(cadence, cadence)))


def limit_words(found: ValuesPage) -> list[str]:
    """The limits that bind or warn, each as a few words with its number."""
    named = [(gettext(word), getattr(found.limits, key)) for key, word, _ in LIMITS]
    return [with_unit(f"{word} {value}", found.unit) for word, value in named if value is not None]


def with_unit(text: str, unit: str) -> str:
    """A number with its unit behind it."""
    return f"{text} {unit}".strip()


def answer_of(found: ValuesPage) -> str:
    """The one sentence the page gives."""
    if not found.values:
        return str(gettext("There is no value yet. The first one brings the indicator to life."))
    newest = found.values[-1]
    if newest.state == "missing":
        return str(gettext("The value of %(period)s is missing.", period=newest.period))
    value = with_unit(newest.text, found.unit)
    said = {
        "ok": N_("The newest value, %(value)s for %(period)s, keeps every limit."),
        "warn": N_("The newest value, %(value)s for %(period)s, comes near a limit."),
        "breach": N_("The newest value, %(value)s for %(period)s, breaks a limit."),
    }[newest.state]
    return str(gettext(said, value=value, period=newest.period))


def values_figure(found: ValuesPage) -> Figure:
    """The values with their limits, as a picture and as a table."""
    points, lines = [_point(one) for one in found.values], _lines(found)
    return figure(
        "values",
        gettext("Does it stay within its limits?"),
        _counted(found),
        gettext("Values of %(title)s with their limits", title=found.title),
        lambda width: within_limits(points, lines, found.unit or gettext("value"), width),
        _table(found),
        csv=f"/registers/indicators/{found.ref}/values.csv",
    )


def _lines(found: ValuesPage) -> list[Line]:
    """The limits and the baseline, as lines of the chart."""
    lines = [
        Line(float(value), str(gettext(word)), binds)
        for key, word, binds in LIMITS
        if (value := getattr(found.limits, key)) is not None
    ]
    if found.baseline is not None:
        lines.append(Line(float(found.baseline), str(gettext("baseline")), False))
    return lines


HEAD = (N_("Period"), N_("Value"), N_("State"), N_("Came"), N_("By"), N_("Note"))


def _table(found: ValuesPage) -> Table:
    """The values as a table, the newest first."""
    rows = tuple(
        cells(
            one.period,
            one.text or "–",
            state_badge(one.state).word,
            source_word(one.source),
            one.by,
            one.note,
        )
        for one in reversed(found.values)
    )
    return Table(tuple(str(gettext(word)) for word in HEAD), rows, frozenset({2, 3, 4, 5}))


def _counted(found: ValuesPage) -> str:
    """How many values the picture has, and how many of them broke a limit or are missing."""
    broken = sum(one.state == "breach" for one in found.values)
    missing = sum(one.state == "missing" for one in found.values)
    said = [ngettext("%(num)s value is shown.", "%(num)s values are shown.", len(found.values) - missing)]
    if broken:
        said.append(ngettext("%(num)s broke a limit.", "%(num)s broke a limit.", broken))
    if missing:
        said.append(ngettext("%(num)s is missing.", "%(num)s are missing.", missing))
    return " ".join(map(str, said))


def _point(one: Shown) -> Point:
    value = None if one.value is None else float(one.value)
    return Point(one.period, value, one.state == "breach")
