"""The figures about work: what comes and goes, how many rounds, what is asked for, who has how much."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from views.charts.bars import Bar, bars
from views.charts.drawing import Drawing
from views.charts.figure import Cell, Figure
from views.charts.over_time import flow
from views.figures_time import NOTHING
from views.figures_words import drawn, gate_word, percent, row
from views.queue_parts import N_
from workflows.lifecycle.metrics import history, numbers
from workflows.lifecycle.metrics.history import FlowWeek, Rounds
from workflows.lifecycle.metrics.numbers import Numbers
from workflows.lifecycle.metrics.reasons import Reason
from workflows.lifecycle.queue.load import LoadLine

FLOW_HEAD = (N_("Week from"), N_("Handed in"), N_("Ended since the beginning"), N_("In hand"))
ROUNDS = (N_("1 round"), N_("2 rounds"), N_("3 rounds"), N_("4 or more"))
ROUNDS_HEAD = (N_("Gate"), *ROUNDS, N_("Decided"))
REASONS_HEAD = (
    *(N_("Item"), N_("Gate"), N_("Points"), N_("Conditions"), N_("Requests"), N_("Rejected in the end")),
)
LOAD_HEAD = (N_("Role"), N_("Open"), N_("Due within 3 days or overdue"), N_("Holders away"))


def flow_figure(found: Numbers) -> Figure:
    """What ended since the period began, and what is in hand, as bands."""
    weeks = history.flow(found.lines, found.first, found.last, found.zone) if found.lines else ()

    def draw(width: int) -> Drawing:
        ended, in_hand = [float(week.ended) for week in weeks], [float(week.in_hand) for week in weeks]
        bands = [(gettext("ended"), ended), (gettext("in hand"), in_hand)]
        return flow([week.begins for week in weeks], bands, gettext("requests"), width=width)

    rows = [
        row(week.begins.isoformat(), str(week.came), str(week.ended), str(week.in_hand)) for week in weeks
    ]
    asks = (gettext("Is the process under control?"), _flow_answer(weeks))
    return drawn(numbers.FLOW, asks, draw, FLOW_HEAD, rows, found.wanted)


def _flow_answer(weeks: tuple[FlowWeek, ...]) -> str:
    if not weeks:
        return str(gettext("Nothing was handed in in this period."))
    now, before = weeks[-1], weeks[-14] if len(weeks) > 13 else weeks[0]
    came = sum(week.came for week in weeks[-13:])
    gone = now.ended - before.ended
    word = (
        gettext("No, the pile grows") if now.in_hand > before.in_hand * 1.2 + 1
        else gettext("Yes, the pile shrinks") if now.in_hand < before.in_hand * 0.8
        else gettext("Yes, as much goes as comes")
    )  # fmt: skip
    return str(
        gettext(
            "%(word)s: in the last 13 weeks %(came)s were handed in and %(gone)s ended; %(now)s are in hand, then "
            "%(before)s.",
            word=word, came=came, gone=gone, now=now.in_hand, before=before.in_hand,
        )
    )  # fmt: skip


def rounds_figure(found: Numbers) -> Figure:
    """How many rounds decided requests needed, by gate."""
    lines = history.rounds(found.lines)
    words = tuple(str(gettext(word)) for word in ROUNDS)

    def draw(width: int) -> Drawing:
        return bars([_rounds_bar(one, words) for one in lines], words, width=width)

    rows = [row(gate_word(one.gate), *map(str, one.counts), str(sum(one.counts))) for one in lines]
    asks = (gettext("How many rounds does a request need?"), _rounds_answer(lines))
    return drawn(numbers.ROUNDS, asks, draw, ROUNDS_HEAD, rows, found.wanted)


def _rounds_bar(one: Rounds, words: tuple[str, ...]) -> Bar:
    said = tuple(f"{count} × {word}" for count, word in zip(one.counts, words, strict=True) if count)
    return Bar(gate_word(one.gate), tuple(float(count) for count in one.counts), str(sum(one.counts)), said)


def _rounds_answer(lines: tuple[Rounds, ...]) -> str:
    total = sum(sum(one.counts) for one in lines)
    if not total:
        return str(gettext(NOTHING))
    first = sum(one.counts[0] for one in lines)
    said = gettext(
        "%(share)s of %(total)s decided requests needed one round.", share=percent(first, total), total=total
    )
    again = lines[0]
    if not sum(again.counts[1:]):
        return str(said)
    most = gettext(
        "Most often sent back: %(gate)s, %(count)s of %(whole)s.",
        gate=gate_word(again.gate), count=sum(again.counts[1:]), whole=sum(again.counts),
    )  # fmt: skip
    return f"{said} {most}"


def reasons_figure(found: Numbers) -> Figure:
    """What reviewers asked to be changed or set as a condition, by checklist item."""

    def draw(width: int) -> Drawing:
        shown = [
            Bar(_item(one), (float(one.points), float(one.conditions)), str(one.points + one.conditions))
            for one in found.reasons
        ]
        return bars(shown, (gettext("points"), gettext("conditions")), width=width, above=True)

    asks = (gettext("What do reviewers ask for?"), _reasons_answer(found.reasons))
    rows = [_reason_row(one) for one in found.reasons]
    return drawn(numbers.REASONS, asks, draw, REASONS_HEAD, rows, found.wanted, frozenset({1}))


def _item(one: Reason) -> str:
    if not one.item_key:
        return str(gettext("The request as a whole"))
    return f"{one.item_key} {gettext(one.text)}" if one.text else one.item_key


def _reason_row(one: Reason) -> tuple[Cell, ...]:
    counts = (one.points, one.conditions, one.requests, one.rejected)
    return row(_item(one), gate_word(one.gate), *map(str, counts))


def _reasons_answer(reasons: tuple[Reason, ...]) -> str:
    if not reasons:
        return str(gettext("No changes were asked for and no conditions were set in this period."))
    total = sum(one.points + one.conditions for one in reasons)
    top = reasons[0]
    return str(
        gettext(
            "Most often about %(item)s: %(count)s of %(total)s points and conditions.",
            item=_item(top), count=top.points + top.conditions, total=total,
        )
    )  # fmt: skip


def load_figure(found: Numbers) -> Figure:
    """Open seats by role, those due within three days apart; as of now, whatever the period."""

    def draw(width: int) -> Drawing:
        series = (gettext("due within 3 days or overdue"), gettext("later"))
        return bars([_load_bar(one) for one in found.loads], series, width=width, above=True)

    rows = [
        row(str(gettext(one.label)), str(one.open), str(one.soon), str(len(one.away))) for one in found.loads
    ]
    asks = (gettext("Who is overloaded?"), _load_answer(found.loads))
    return drawn(numbers.LOAD, asks, draw, LOAD_HEAD, rows, found.wanted)


def _load_bar(one: LoadLine) -> Bar:
    later = one.open - one.soon
    said = (gettext("%(n)s due soon or overdue", n=one.soon), gettext("%(n)s later", n=later))
    return Bar(str(gettext(one.label)), (float(one.soon), float(later)), str(one.open), said)


def _load_answer(loads: tuple[LoadLine, ...]) -> str:
    if not loads:
        return str(gettext("Nobody: no seat waits for a signature."))
    top = loads[0]
    said = ngettext("%(num)s seat waits", "%(num)s seats wait", top.open)
    return str(
        gettext(
            "%(role)s has the most: %(said)s, %(soon)s of them due within three days or overdue. As of now.",
            role=gettext(top.label), said=said, soon=top.soon,
        )
    )  # fmt: skip
