"""What the calendar page shows: a month of dates, the reader's own addresses, the systems they can choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select

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
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        day = max(entry.on, first)
        while day <= min(entry.last, last):
            by_day[day].append(entry)
            day += timedelta(days=1)
    feeds = tx.execute(
        select(Feed, AiSystem.name)
        .outerjoin(AiSystem, and_(AiSystem.id == Feed.system_id, visible_system_ids_clause(account)))
        .where(Feed.person_id == account.id, Feed.revoked_at.is_(None))
        .order_by(Feed.id)
    )
    systems = tx.execute(
        select(AiSystem.id, AiSystem.name)
        .where(visible_system_ids_clause(account), AiSystem.archived_at.is_(None))
        .order_by(AiSystem.name_key, AiSystem.id)
        .limit(MOST_SYSTEMS)
    )
    return CalendarPage(
        month=month,
        today=today,
        entries=tuple(one for one in entries if one.on <= month.last and one.last >= month.first),
        by_day={day: tuple(found) for day, found in by_day.items()},
        feeds=tuple(
            FeedRow(
                one.uuid,
                name or "",
                bool(one.system_id and name is None),
                one.titles,
                one.made_at,
                one.fetched_at,
            )
            for one, name in feeds
        ),
        systems=tuple((ref("SYS", key), name) for key, name in systems),
        may_set_dates=leads_room(account),
    )
