"""The organisation's calendar as rows hold it; without a row Monday to Friday, 09:00 to 17:00."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from models.organisation import Organisation
from models.work_calendar import CalendarDay, WorkCalendar
from workflows.approvals.clock.worktime import Calendar, NoWorkingTime
from workflows.ground.refused import Refused

OPENS, CLOSES, WEEKDAYS = time(9), time(17), "01234"


def load_calendar(tx: Session) -> Calendar:
    """The calendar in force, in one statement. Raises Refused when nobody would ever work by it."""
    rows = tx.execute(
        select(Organisation.zone, WorkCalendar, CalendarDay.day, CalendarDay.is_working)
        .select_from(Organisation)
        .outerjoin(WorkCalendar, true())
        .outerjoin(CalendarDay, CalendarDay.removed_at.is_(None))
    ).all()
    if not rows:
        return Calendar()
    own = {row.day: row.is_working for row in rows if row.day is not None}
    return of_rows(rows[0].zone, rows[0].WorkCalendar, own)


def of_rows(zone: str, row: WorkCalendar | None, own: dict[date, bool]) -> Calendar:
    """The calendar of a row, or the one that holds without any."""
    try:
        if row is None:
            return Calendar(zone=zone, own=own)
        lunch = (row.lunch_from, row.lunch_to) if row.lunch_from and row.lunch_to else None
        return Calendar(
            zone=zone,
            opens=row.opens,
            closes=row.closes,
            lunch=lunch,
            weekdays=frozenset(int(digit) for digit in row.weekdays),
            country=row.country,
            subdivision=row.subdivision,
            own=own,
        )
    except NoWorkingTime as never:
        raise Refused("calendar_never_works") from never
