"""Changes the organisation's calendar, and counts the clock of every open request anew in the same act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.clock_span import ClockSpan
from models.organisation import Organisation
from models.work_calendar import CalendarDay, WorkCalendar
from workflows.approvals.clock.calendars import CLOSES, OPENS, WEEKDAYS, of_rows
from workflows.approvals.clock.keeping import OPEN_CLOCKS, require_keeper
from workflows.approvals.clock.public_days import is_place
from workflows.approvals.clock.running import recompute
from workflows.approvals.clock.worktime import Calendar, NoWorkingTime, next_working_day
from workflows.approvals.locking import lock_subjects
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.people.days import today
from workflows.record import Thing, append

PLACE = "/admin/calendar"


@dataclass(frozen=True)
class SetHours:
    """The working week, and whose public holidays are free; `revision` is 0 while no row was ever stored."""

    revision: int
    opens: time
    closes: time
    lunch_from: time | None
    lunch_to: time | None
    weekdays: str
    country: str = ""
    subdivision: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class AddDay:
    """A day the organisation decides itself: free, or worked."""

    day: date
    is_working: bool
    name: str
    submit_id: str | None = None


@dataclass(frozen=True)
class RemoveDay:
    """Takes an own day back."""

    day_id: int
    submit_id: str | None = None


def set_hours(actor: Actor, command: SetHours) -> int:
    """Stores the working week; gives how many open requests were counted anew.

    Raises Refused beside the field that makes no calendar, Stale when somebody changed it meanwhile.
    """
    _require_sound(command)
    with transaction() as tx:
        claim(tx, actor, command, PLACE)
        row, requests, now = _begin(tx, actor)
        if (row.revision if row else 0) != command.revision:
            raise Stale("revision_moved")
        before = _facts(row)
        if row is None:
            row = WorkCalendar(id=1)
            tx.add(row)
        for name in before:
            setattr(row, name, getattr(command, name))
        changes: dict[str, list[Any]] = {
            name: [old, new]
            for (name, old), new in zip(before.items(), _facts(row).values(), strict=True)
            if old != new
        }
        return _settle(tx, now, actor, requests, "calendar:changed", changes) if changes else 0


def add_day(actor: Actor, command: AddDay) -> int:
    """Adds an own day; raises Refused for one that is in the calendar already, or without a name."""
    if not command.name.strip():
        raise Refused("calendar_day_name", field="name")
    with transaction() as tx:
        claim(tx, actor, command, PLACE)
        _, requests, now = _begin(tx, actor)
        there = select(CalendarDay.id).where(CalendarDay.day == command.day, CalendarDay.removed_at.is_(None))
        if tx.scalars(there).first() is not None:
            raise Refused("calendar_day_there", field="day")
        tx.add(
            CalendarDay(
                uuid=uuid7(),
                day=command.day,
                is_working=command.is_working,
                name=command.name.strip(),
                made_by_id=actor.person_id,
                made_at=now,
            )
        )
        said = _said(command.is_working)
        return _settle(
            tx,
            now,
            actor,
            requests,
            "calendar:day:added",
            {"day": [None, str(command.day)], "is": [None, said]},
        )


def remove_day(actor: Actor, command: RemoveDay) -> int:
    """Takes an own day out again; raises NotFound when it is not there any more."""
    with transaction() as tx:
        claim(tx, actor, command, PLACE)
        _, requests, now = _begin(tx, actor)
        day = tx.get(CalendarDay, command.day_id)
        if day is None or day.removed_at is not None:
            raise NotFound("not_found")
        day.removed_at = now
        said = _said(day.is_working)
        return _settle(
            tx,
            now,
            actor,
            requests,
            "calendar:day:removed",
            {"day": [str(day.day), None], "is": [said, None]},
        )


def _begin(tx: Session, actor: Actor) -> tuple[WorkCalendar | None, list[ApprovalRequest], datetime]:
    """Locks subjects, open requests, then the calendar; raises NotAllowed for whoever does not keep it."""
    lock_subjects(tx, tx.scalars(select(ApprovalRequest.subject_id).where(OPEN_CLOCKS)).all())
    requests = tx.scalars(
        select(ApprovalRequest)
        .where(OPEN_CLOCKS)
        .order_by(ApprovalRequest.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    row = tx.scalars(
        select(WorkCalendar).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    now = clock.now(tx)
    require_keeper(tx, actor, now)
    return row, list(requests), now


def _settle(
    tx: Session,
    now: datetime,
    actor: Actor,
    requests: list[ApprovalRequest],
    action: str,
    changes: dict[str, list[Any]],
) -> int:
    """Counts open requests anew by the calendar as it is now, and writes the one entry."""
    tx.flush()
    house = tx.scalars(select(Organisation)).one()
    row = tx.get(WorkCalendar, 1)
    days = tx.scalars(select(CalendarDay).where(CalendarDay.removed_at.is_(None)))
    cal = of_rows(house.zone, row, {day.day: day.is_working for day in days})
    _require_working(tx, now, cal)
    spans: dict[int, list[ClockSpan]] = {request.id: [] for request in requests}
    for span in tx.scalars(
        select(ClockSpan)
        .where(ClockSpan.request_id.in_(spans))
        .order_by(ClockSpan.request_id, ClockSpan.number)
    ):
        spans[span.request_id].append(span)
    for request in requests:
        recompute(request, spans[request.id], now, cal)
    tx.flush()
    refs = [ref("REQ", request.id) for request in requests]
    append(
        tx,
        now,
        actor,
        action,
        about=Thing("calendar", house.uuid, row.revision if row else 0, ref="", label="Working calendar"),
        changes={**changes, "count": [None, len(refs)], "requests": [None, refs]},
    )
    return len(refs)


def _require_working(tx: Session, now: datetime, cal: Calendar) -> None:
    try:
        next_working_day(today(tx, now), cal)
    except NoWorkingTime as never:
        raise Refused("calendar_never_works") from never


def _require_sound(command: SetHours) -> None:
    if command.opens >= command.closes:
        raise Refused("calendar_hours", field="closes")
    if (command.lunch_from is None) != (command.lunch_to is None):
        raise Refused("calendar_lunch_whole", field="lunch_to")
    lunch = (command.lunch_from, command.lunch_to)
    if lunch[0] and lunch[1] and not command.opens <= lunch[0] < lunch[1] <= command.closes:
        raise Refused("calendar_lunch", field="lunch_from")
    if lunch == (command.opens, command.closes):
        raise Refused("calendar_lunch", field="lunch_from")
    if not command.weekdays or not set(command.weekdays) <= set("0123456"):
        raise Refused("calendar_weekdays", field="weekdays")
    if not is_place(command.country, command.subdivision):
        raise Refused("calendar_place", field="subdivision" if command.country else "country")


def _facts(row: WorkCalendar | None) -> dict[str, str]:
    """What a calendar says, as text for the record and in the names of the command."""
    if row is None:
        return {
            "opens": str(OPENS),
            "closes": str(CLOSES),
            "lunch_from": "",
            "lunch_to": "",
            "weekdays": WEEKDAYS,
            "country": "",
            "subdivision": "",
        }
    return {
        "opens": str(row.opens),
        "closes": str(row.closes),
        "lunch_from": str(row.lunch_from or ""),
        "lunch_to": str(row.lunch_to or ""),
        "weekdays": row.weekdays,
        "country": row.country,
        "subdivision": row.subdivision,
    }


def _said(is_working: bool) -> str:
    return "worked" if is_working else "free"
