"""The figures' one door: everything that the asked questions need, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.lifecycle.metrics import history, reasons
from workflows.lifecycle.metrics.history import Line
from workflows.lifecycle.metrics.reasons import Reason
from workflows.lifecycle.metrics.wanted import Wanted, known
from workflows.lifecycle.queue.figures import figures
from workflows.lifecycle.queue.load import LoadLine, load_lines
from workflows.people.days import organisation_zone, zone_of
from workflows.people.queries import SignedIn

TIME, PACE, SPLIT, FLOW = "time", "pace", "split", "flow"
PROMISE, ROUNDS, REASONS, LOAD = "promise", "rounds", "reasons", "load"
QUESTIONS = (TIME, PACE, SPLIT, FLOW, PROMISE, ROUNDS, REASONS, LOAD)
"""The questions in the order of the page; the words are also their addresses."""

FROM_HISTORY = frozenset({TIME, PACE, SPLIT, FLOW, PROMISE, ROUNDS})


@dataclass(frozen=True)
class Numbers:
    """What was read: the days are those of the organisation's zone, `lines` holds open requests too."""

    wanted: Wanted
    now: datetime
    first: date
    last: date
    zone: tzinfo
    lines: tuple[Line, ...] = ()
    reasons: tuple[Reason, ...] = ()
    loads: tuple[LoadLine, ...] = ()


def numbers(reader: SignedIn, wanted: Wanted, questions: Collection[str] = QUESTIONS) -> Numbers:
    """Reads for these questions. The figures are sums over the whole organisation and name nobody."""
    tx, now, wanted = reading(), clock.glance(), known(wanted)
    zone = zone_of(organisation_zone(tx))
    last = now.astimezone(zone).date()
    first = _months_before(last, wanted.months)
    since = datetime(first.year, first.month, first.day, tzinfo=zone)
    asked = set(questions)
    return Numbers(
        wanted=wanted,
        now=now,
        first=first,
        last=last,
        zone=zone,
        lines=tuple(history.read(tx, wanted, since)) if asked & FROM_HISTORY else (),
        reasons=reasons.read(tx, wanted, since) if REASONS in asked else (),
        loads=load_lines(tx, figures(tx, reader, now).loads, now) if LOAD in asked else (),
    )


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months back, the present one counted."""
    found = day.replace(day=1)
    for _ in range(months - 1):
        found = (found - timedelta(days=1)).replace(day=1)
    return found
