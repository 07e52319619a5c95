"""The figures about time: how long, whether faster, where it goes, whether the promise is kept."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from views.charts.bars import Bar, bars
from views.charts.drawing import Drawing
from views.charts.figure import Figure, Table, figure
from views.charts.over_time import Month, Week, pace, shares
from views.figures_words import csv_of, days, gate_word, month_word, percent, row, tier_word
from workflows.lifecycle.metrics import history, numbers
from workflows.lifecycle.metrics.history import Kept, Split, Took, WeekTook
from workflows.lifecycle.metrics.numbers import Numbers

AIM = 85
"""The share that the forecasts on requests speak of: 85 of 100 are decided within the time that is named."""

NOTHING = "Nothing was decided in this period."
HOUR = 1 / 24
QUARTER = 13
"""Weeks that are held against as many before."""


def time_figure(found: Numbers) -> Figure:
    """Median and 85th percentile by gate and tier."""
    lines = history.took(found.lines)
    gates = [line for line in lines if not line.tier]

    def draw(width: int) -> Drawing:
        rows = [
            Bar(
                gate_word(one.gate),
                (one.half, max(one.most - one.half, 0)),
                days(one.most),
                (
                    gettext("half within %(d)s", d=days(one.half)),
                    gettext("85 %% within %(d)s", d=days(one.most)),
                ),
            )
            for one in gates
        ]
        return bars(rows, (gettext("half within"), gettext("85 % within")), width=width)

    head = (
        gettext("Gate"),
        gettext("Tier"),
        gettext("Decided"),
        gettext("Half within"),
        gettext("85 % within"),
    )
    table = Table(
        head,
        tuple(
            row(gate_word(one.gate), tier_word(one.tier), str(one.count), days(one.half), days(one.most))
            for one in lines
        ),
        frozenset({1}),
    )
    question = gettext("How long does a decision take?")
    key = numbers.TIME
    return figure(key, question, _time_answer(gates), "", draw, table, csv_of(key, found.wanted))


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
    some = [week for week in weeks if week.days]

    def draw(width: int) -> Drawing:
        drawn = [Week(week.begins, week.half, week.most, week.days) for week in weeks]
        return pace(drawn, gettext("days"), (gettext("half"), gettext("85 %")), width=width)

    head = (gettext("Week from"), gettext("Decided"), gettext("Half within"), gettext("85 % within"))
    table = Table(
        head,
        tuple(
            row(week.begins.isoformat(), str(len(week.days)), days(week.half), days(week.most))
            for week in some
        ),
    )
    key = numbers.PACE
    question = gettext("Are we getting faster?")
    return figure(key, question, _pace_answer(weeks), "", draw, table, csv_of(key, found.wanted))


def _pace_answer(weeks: tuple[WeekTook, ...]) -> str:
    now = history.middle(weeks[-QUARTER:])
    before = history.middle(weeks[-2 * QUARTER : -QUARTER])
    if now is None:
        return str(gettext("Nothing was decided in the last 13 weeks."))
    if before is None:
        return str(
            gettext(
                "Half of the decisions of the last 13 weeks came within %(now)s; before, there were none.",
                now=days(now),
            )
        )
    word = (
        gettext("Yes")
        if now < before * 0.95 - HOUR
        else gettext("No, slower")
        if now > before * 1.05 + HOUR
        else gettext("No change")
    )
    return str(
        gettext(
            "%(word)s: half of the decisions of the last 13 weeks came within %(now)s, in the 13 weeks before "
            "within %(before)s.",
            word=word, now=days(now), before=days(before),
        )
    )  # fmt: skip


def split_figure(found: Numbers) -> Figure:
    """Where the time of decided requests went, by gate."""
    lines = history.split(found.lines)
    words = (gettext("unclaimed"), gettext("with reviewers"), gettext("with the team"), gettext("paused"))

    def draw(width: int) -> Drawing:
        rows = [
            Bar(gate_word(one.gate), one.parts, days(sum(one.parts)), _shares(one, words)) for one in lines
        ]
        return bars(rows, words, width=width)

    head = (
        gettext("Gate"),
        gettext("Decided"),
        *(word.capitalize() for word in words),
        gettext("Days in all"),
    )
    table = Table(
        head,
        tuple(
            row(
                gate_word(one.gate), str(one.count), *(days(part) for part in one.parts), days(sum(one.parts))
            )
            for one in lines
        ),
    )
    key = numbers.SPLIT
    question = gettext("Where does the time go?")
    return figure(key, question, _split_answer(lines, words), "", draw, table, csv_of(key, found.wanted))


def _shares(one: Split, words: tuple[str, ...]) -> tuple[str, ...]:
    whole = sum(one.parts)
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
        drawn = [Month(one.begins, one.share) for one in months]
        return shares(drawn, AIM, gettext("% in time"), f"{AIM} %", width=width)

    head = (gettext("Month"), gettext("Decided"), gettext("In time"), gettext("Share"))
    table = Table(
        head,
        tuple(
            row(month_word(one.begins), str(one.decided), str(one.on_time), percent(one.on_time, one.decided))
            for one in months
            if one.decided
        ),
    )
    key = numbers.PROMISE
    question = gettext("Do we keep the promise?")
    return figure(key, question, _promise_answer(months), "", draw, table, csv_of(key, found.wanted))


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
