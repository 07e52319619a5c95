"""When the working day of a person begins, in their own zone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.person import Person
from workflows.approvals.clock.calendars import load_calendar
from workflows.people.days import zone_of


def opening(tx: Session, person: Person, now: datetime) -> datetime | None:
    """The instant at which today's work begins for this person; None on a day that is free."""
    calendar = load_calendar(tx)
    zone = zone_of(person.zone or calendar.zone)
    today = now.astimezone(zone).date()
    if not calendar.is_working_day(today):
        return None
    return datetime.combine(today, calendar.opens, zone)
