"""When the working day of a person begins, in their own zone."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from models.work_calendar import CalendarDay, WorkCalendar
from workflows.people.days import organisation_zone, zone_of

OPENS, WEEKDAYS = time(9), "01234"


def opening(tx: Session, person: Person, now: datetime) -> datetime | None:
    """The instant at which today's work begins for this person; None on a day that is free."""
    zone = zone_of(person.zone or organisation_zone(tx))
    today = now.astimezone(zone).date()
    calendar = tx.get(WorkCalendar, 1)
    own = tx.scalars(
        select(CalendarDay.is_working).where(CalendarDay.day == today, CalendarDay.removed_at.is_(None))
    ).first()
    usual = str(today.weekday()) in (calendar.weekdays if calendar else WEEKDAYS)
    if not (usual if own is None else own):
        return None
    return datetime.combine(today, calendar.opens if calendar else OPENS, zone)
