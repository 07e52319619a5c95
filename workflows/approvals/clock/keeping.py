"""Who keeps the calendar, what its page shows, and which requests a change of it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.organisation import Organisation
from models.role_grant import ORG
from models.work_calendar import CalendarDay, WorkCalendar
from workflows.approvals.clock.calendars import CLOSES, OPENS, WEEKDAYS
from workflows.approvals.clock.public_days import public_days
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import NotAllowed
from workflows.ground.transaction import reading
from workflows.people.days import day_of
from workflows.people.standing import standing_of

LEAD = "ai_governance_lead"

OPEN_CLOCKS = and_(
    ApprovalRequest.status.in_([RequestStatus.IN_REVIEW.value, RequestStatus.CHANGES_REQUESTED.value]),
    ApprovalRequest.clock_days.is_not(None),
)
"""Requests whose clock runs or will run on; what is decided keeps the time it was decided by."""


@dataclass(frozen=True)
class OwnDay:
    """A day the organisation decided itself."""

    id: int
    day: date
    is_working: bool
    name: str


@dataclass(frozen=True)
class CalendarPage:
    """The calendar as it holds now; `holidays` are those of the next twelve months."""

    zone: str
    revision: int
    opens: time
    closes: time
    lunch_from: time | None
    lunch_to: time | None
    weekdays: str
    country: str
    subdivision: str
    own: Sequence[OwnDay]
    holidays: Sequence[tuple[date, str]]
    open_requests: int


def require_keeper(tx: Session, actor: Actor, now: datetime) -> None:
    """Raises NotAllowed for anybody but an administrator or the governance lead of the whole organisation."""
    found = standing_of(tx, actor.person_id, now) if actor.person_id is not None else None
    if found is None or not found.active or not (found.is_administrator or found.holds(LEAD, [ORG])):
        raise NotAllowed("needs_calendar_keeper")


def calendar_page(actor: Actor) -> CalendarPage:
    """What the calendar's page shows, in a constant number of statements; raises NotAllowed for others."""
    tx = reading()
    now = clock.glance()
    require_keeper(tx, actor, now)
    zone = tx.scalars(select(Organisation.zone)).one()
    row = tx.get(WorkCalendar, 1)
    own = tx.scalars(
        select(CalendarDay).where(CalendarDay.removed_at.is_(None)).order_by(CalendarDay.day)
    ).all()
    count = tx.scalars(select(func.count()).select_from(ApprovalRequest).where(OPEN_CLOCKS)).one()
    country, part = (row.country, row.subdivision) if row else ("", "")
    return CalendarPage(
        zone=zone,
        revision=row.revision if row else 0,
        opens=row.opens if row else OPENS,
        closes=row.closes if row else CLOSES,
        lunch_from=row.lunch_from if row else None,
        lunch_to=row.lunch_to if row else None,
        weekdays=row.weekdays if row else WEEKDAYS,
        country=country,
        subdivision=part,
        own=[OwnDay(day.id, day.day, day.is_working, day.name) for day in own],
        holidays=_next_year(country, part, day_of(now, zone)),
        open_requests=count,
    )


def _next_year(country: str, part: str, first: date) -> list[tuple[date, str]]:
    if not country:
        return []
    last = first + timedelta(days=365)
    both = {**public_days(country, part, first.year), **public_days(country, part, first.year + 1)}
    return [(day, name) for day, name in sorted(both.items()) if first <= day <= last]
