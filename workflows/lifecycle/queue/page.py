"""The queue as a page, frozen: sentence, figures, and one of its three views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.approvals.admitting import ADMITTERS
from workflows.approvals.review.voices import Said
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.lifecycle.queue.ageing import AgeLine, ageing
from workflows.lifecycle.queue.board import BoardRow, board
from workflows.lifecycle.queue.figures import Figures, figures
from workflows.lifecycle.queue.load import LoadLine, load_lines
from workflows.lifecycle.queue.rows import PAGE, QueueRow, find
from workflows.lifecycle.queue.saving import KeptFilter, kept_filters
from workflows.lifecycle.queue.saying import sentence
from workflows.lifecycle.queue.wanted import QueueFilter, known
from workflows.people.queries import SignedIn

READERS = frozenset(
    {
        "ai_governance_lead",
        "committee_chair",
        "committee_member",
        "top_management",
        "risk_officer",
        "legal_counsel",
        "internal_auditor",
        "external_auditor",
    }
)
"""Who reads the queue; auditors act on nothing in it."""

AUDITORS = frozenset({"internal_auditor", "external_auditor"})

MOST_IN_FILE = 5_000
"""Lines of a downloaded queue."""


@dataclass(frozen=True)
class QueuePage:
    """The page; of `rows`, `board` and `ages` only those of the chosen view are read."""

    now: datetime
    wanted: QueueFilter
    said: tuple[Said, ...]
    figures: Figures
    kept: tuple[KeptFilter, ...]
    may_assign: bool
    may_act: bool
    rows: tuple[QueueRow, ...] = ()
    following: str | None = None
    loads: tuple[LoadLine, ...] = ()
    board: tuple[BoardRow, ...] = ()
    ages: tuple[AgeLine, ...] = ()


def queue_page(reader: SignedIn, wanted: QueueFilter, view: str, after: str = "") -> QueuePage:
    """The queue as this reader sees it; as many statements for ten requests as for many."""
    tx, now, wanted = reading(), clock.glance(), known(wanted)
    roles = {grant.role for grant in reader.grants}
    found = figures(tx, reader, now)
    loads = load_lines(tx, found.loads, now)
    rows = find(tx, reader, wanted, now, after) if view == "table" else []
    return QueuePage(
        now=now,
        wanted=wanted,
        said=sentence(found, loads),
        figures=found,
        kept=kept_filters(tx, reader.id),
        may_assign=bool(roles & set(ADMITTERS)),
        may_act=bool((roles & READERS) - AUDITORS),
        rows=tuple(rows[:PAGE]),
        following=str(rows[PAGE - 1].id) if len(rows) > PAGE else None,
        loads=loads,
        board=board(tx, reader, wanted, now) if view == "board" else (),
        ages=ageing(tx, reader, wanted, found, now) if view == "chart" else (),
    )


def queue_rows(reader: SignedIn, wanted: QueueFilter) -> list[QueueRow]:
    """Every line that fits, for a file; at most `MOST_IN_FILE`."""
    return find(reading(), reader, known(wanted), clock.glance(), most=MOST_IN_FILE)
