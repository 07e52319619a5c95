"""What the calendar page shows: a month of dates, the reader's own addresses, the systems they can choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.feed import Feed
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.notices.dates.entry import Entry, leads_room
from workflows.notices.dates.gathering import gather
from workflows.notices.dates.month import Month, month_of
from workflows.people.days import day_of
from workflows.people.queries import SignedIn

MOST_SYSTEMS = 300


@dataclass(frozen=True)
class FeedRow:
    """One of the reader's addresses; never its secret."""

    uuid: str
    system: str
    hidden: bool
    titles: str
    made_at: datetime
    fetched_at: datetime | None


@dataclass(frozen=True)
class CalendarPage:
    """A month with its dates by day, in order."""

    month: Month
    today: date
    entries: tuple[Entry, ...]
    by_day: dict[date, tuple[Entry, ...]]
    feeds: tuple[FeedRow, ...]
    systems: tuple[tuple[str, str], ...]
    may_set_dates: bool


def calendar_page(account: SignedIn, month_text: str, kinds: Iterable[str]) -> CalendarPage:
    """The month named in the address as this reader sees it; at most seven statements, whatever it holds."""
    tx = reading()
    today = day_of(clock.glance(), account.zone)
    month = month_of(month_text, today)
    weeks = month.weeks
    first, last = weeks[0][0], weeks[-1][-1]
    entries = gather(tx, account, first, last, account.zone, kinds)
    return CalendarPage(
        month=month,
        today=today,
        entries=tuple(one for one in entries if one.on <= month.last and one.last >= month.first),
        by_day=_by_day(entries, first, last),
        feeds=_feeds(tx, account),
        systems=_systems(tx, account),
        may_set_dates=leads_room(account),
    )


def _by_day(entries: Iterable[Entry], first: date, last: date) -> dict[date, tuple[Entry, ...]]:
    """Each day between the two with what lies on it; what lasts several days stands on each."""
    found: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        day = max(entry.on, first)
        while day <= min(entry.last, last):
            found[day].append(entry)
            day += timedelta(days=1)
    return {day: tuple(one) for day, one in found.items()}


def _feeds(tx: Session, account: SignedIn) -> tuple[FeedRow, ...]:
    """The reader's addresses; a system that they no longer see is not named."""
    rows = tx.execute(
        select(Feed, AiSystem.name)
        .outerjoin(AiSystem, and_(AiSystem.id == Feed.system_id, visible_system_ids_clause(account)))
        .where(Feed.person_id == account.id, Feed.revoked_at.is_(None))
        .order_by(Feed.id)
    )
    return tuple(
        FeedRow(
            one.uuid,
            name or "",
            bool(one.system_id and name is None),
            one.titles,
            one.made_at,
            one.fetched_at,
        )
        for one, name in rows
    )


def _systems(tx: Session, account: SignedIn) -> tuple[tuple[str, str], ...]:
    rows = tx.execute(
        select(AiSystem.id, AiSystem.name)
        .where(visible_system_ids_clause(account), AiSystem.archived_at.is_(None))
        .order_by(AiSystem.name_key, AiSystem.id)
        .limit(MOST_SYSTEMS)
    )
    return tuple((ref("SYS", key), name) for key, name in rows)
