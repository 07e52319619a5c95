"""The figures about time: how long, whether faster, where it goes, whether the promise is kept."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from views.charts.bars import Bar, bars
from views.charts.drawing import Drawing
from views.charts.figure import Figure
from views.charts.over_time import Month, Week, pace, shares
from views.figures_words import days, drawn, gate_word, month_word, percent, row, tier_word
from views.queue_parts import N_
from workflows.lifecycle.metrics import history, numbers
from workflows.lifecycle.metrics.history import Kept, Split, Took, WeekTook
from workflows.lifecycle.metrics.numbers import Numbers

AIM = 85
"""The share that the forecasts on requests speak of: 85 of 100 are decided within the time that is named."""

TIME_HEAD = (N_("Gate"), N_("Tier"), N_("Decided"), N_("Half within"), N_("85 % within"))
PACE_HEAD = (N_("Week from"), N_("Decided"), N_("Half within"), N_("85 % within"))
SPLIT_HEAD = (
    *(N_("Gate"), N_("Decided"), N_("Unclaimed"), N_("With reviewers")),
    *(N_("With the team"), N_("Paused"), N_("Days in all")),
)
PROMISE_HEAD = (N_("Month"), N_("Decided"), N_("In time"), N_("Share"))
NOTHING = "Nothing was decided in this period."
HOUR = 1 / 24
QUARTER = 13
"""Weeks that are held against as many before."""


def time_figure(found: Numbers) -> Figure:
    """Median and 85th percentile by gate and tier."""
    lines = history.took(found.lines)
    gates = [line for line in lines if not line.tier]

    def draw(width: int) -> Drawing:
        series = (gettext("half within"), gettext("85 % within"))
        return bars([_took_bar(one) for one in gates], series, width=width)

    rows = [
        row(gate_word(one.gate), tier_word(one.tier), str(one.count), days(one.half), days(one.most))
        for one in lines
    ]
    asks = (gettext("How long does a decision take?"), _time_answer(gates))
    return drawn(numbers.TIME, asks, draw, TIME_HEAD, rows, found.wanted, frozenset({1}))


def _took_bar(one: Took) -> Bar:
    parts = (
        gettext("half within %(d)s", d=days(one.half)),
        gettext("85 %% within %(d)s", d=days(one.most)),
    )
    return Bar(gate_word(one.gate), (one.half, max(one.most - one.half, 0)), days(one.most), parts)


def _time_answer(gates: list[Took]) -> str:
    if not gates:
        return str(gettext(NOTHING))
    slow = gates[0]
    count = sum(one.count for one in gates)
    first = gettext(
        "%(gate)s takes longest: half of the decisions came within %(half)s, 85 %% within %(most)s.",
        gate=gate_word(slow.gate), half=days(slow.half), most=days(slow.most),
    )  # fmt: skip
    return f"{first} " + str(
        ngettext(
            "%(num)s decision; days of the calendar from the first submission.",
            "%(num)s decisions; days of the calendar from the first submission.",
            count,
        )
    )


def pace_figure(found: Numbers) -> Figure:
    """The median of every week with the band up to the 85th percentile."""
    weeks = history.weekly(found.lines, found.first, found.last, found.zone)

    def draw(width: int) -> Drawing:
        shown = [Week(week.begins, week.half, week.most, week.days) for week in weeks]
        return pace(shown, gettext("days"), (gettext("half"), gettext("85 %")), width=width)

    rows = [
        row(week.begins.isoformat(), str(len(week.days)), days(week.half), days(week.most))
        for week in weeks
        if week.days
    ]
    asks = (gettext("Are we getting faster?"), _pace_answer(weeks))
    return drawn(numbers.PACE, asks, draw, PACE_HEAD, rows, found.wanted)


def _pace_answer(weeks: tuple[WeekTook, ...]) -> str:
    now = history.middle(weeks[-QUARTER:])
    before = history.middle(weeks[-2 * QUARTER : -QUARTER])
    if now is None:
        return str(gettext("Nothing was decided in the last 13 weeks."))
    if before is None:
        text = "Half of the decisions of the last 13 weeks came within %(now)s; before, there were none."
        return str(gettext(text, now=days(now)))
    text = (
        "%(word)s: half of the decisions of the last 13 weeks came within %(now)s, in the 13 weeks before "
        "within %(before)s."
    )
    return str(gettext(text, word=_faster(now, before), now=days(now), before=days(before)))


def _faster(now: float, before: float) -> str:
    if now < before * 0.95 - HOUR:
        return str(gettext("Yes"))
    return str(gettext("No, slower") if now > before * 1.05 + HOUR else gettext("No change"))


def split_figure(found: Numbers) -> Figure:
    """Where the time of decided requests went, by gate."""
    lines = history.split(found.lines)
    words = (gettext("unclaimed"), gettext("with reviewers"), gettext("with the team"), gettext("paused"))

    def draw(width: int) -> Drawing:
        shown = [Bar(gate_word(one.gate), one.parts, days(one.whole), _shares(one, words)) for one in lines]
        return bars(shown, words, width=width)

    rows = [
        row(gate_word(one.gate), str(one.count), *(days(part) for part in one.parts), days(one.whole))
        for one in lines
    ]
    asks = (gettext("Where does the time go?"), _split_answer(lines, words))
    return drawn(numbers.SPLIT, asks, draw, SPLIT_HEAD, rows, found.wanted)


def _shares(one: Split, words: tuple[str, ...]) -> tuple[str, ...]:
    whole = one.whole
    return tuple(
        f"{percent(part, whole)} {word}"
        for part, word in zip(one.parts, words, strict=True)
        if whole and part >= whole / 200
    )


def _split_answer(lines: tuple[Split, ...], words: tuple[str, ...]) -> str:
    sums = [sum(one.parts[n] for one in lines) for n in range(len(words))]
    if not sum(sums):
        return str(gettext(NOTHING))
    most = max(range(len(sums)), key=lambda n: sums[n])
    return str(
        gettext(
            "Of all days until a decision, %(share)s were %(part)s. Unclaimed means that no reviewer had taken the "
            "request up yet.",
            share=percent(sums[most], sum(sums)), part=words[most],
        )
    )  # fmt: skip


def promise_figure(found: Numbers) -> Figure:
    """The share of decisions by their date, month by month."""
    months = history.promise(found.lines, found.first, found.last, found.zone)

    def draw(width: int) -> Drawing:
        shown = [Month(one.begins, one.share) for one in months]
        return shares(shown, AIM, gettext("% in time"), f"{AIM} %", width=width)

    rows = [
        row(month_word(one.begins), str(one.decided), str(one.on_time), percent(one.on_time, one.decided))
        for one in months
        if one.decided
    ]
    asks = (gettext("Do we keep the promise?"), _promise_answer(months))
    return drawn(numbers.PROMISE, asks, draw, PROMISE_HEAD, rows, found.wanted)


def _promise_answer(months: tuple[Kept, ...]) -> str:
    decided, kept = sum(one.decided for one in months), sum(one.on_time for one in months)
    if not decided:
        return str(gettext(NOTHING))
    word = gettext("Yes") if 100 * kept >= AIM * decided else gettext("Not often enough")
    return str(
        gettext(
            "%(word)s: %(kept)s of %(decided)s decisions came by their date, %(share)s. The line is at %(aim)s %%.",
            word=word, kept=kept, decided=decided, share=percent(kept, decided), aim=AIM,
        )
    )  # fmt: skip
