"""Writes a feed in the iCalendar form (RFC 5545); the same dates give the same bytes, for the sake of the ETag."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

from workflows.ground.words import register, text
from workflows.notices.dates.entry import Entry

EVERY = timedelta(hours=1)
BEFORE = timedelta(minutes=30)

register(
    {
        "feed_name": "Countersign",
        "feed_decisions": "Decision due {ref}",
        "feed_renewals": "Approval ends {ref}",
        "feed_conditions": "Condition due {ref}",
        "feed_absences": "Away",
        "feed_committee": "Committee",
        "feed_decisions_full": "Decision due: {label}, {detail} ({ref})",
        "feed_renewals_full": "Approval ends: {label} ({ref})",
        "feed_conditions_full": "Condition due: {label} ({ref})",
        "feed_absences_full": "Away: {label}",
        "feed_committee_full": "Committee: {label}",
    }
)


def write(entries: Iterable[Entry], base_url: str, full: bool) -> bytes:
    """The feed; with `full` titles it names systems and people, else it only says that something is due."""
    calendar = Calendar()
    calendar.add("prodid", "-//Countersign//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar["X-WR-CALNAME"] = vText(text("feed_name"))
    calendar["REFRESH-INTERVAL"] = vDuration(EVERY)
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar["X-PUBLISHED-TTL"] = vDuration(EVERY)
    for entry in entries:
        calendar.add_component(_event(entry, base_url, full))
    return bytes(calendar.to_ical())


def _event(entry: Entry, base_url: str, full: bool) -> Event:
    event = Event()
    event.add("uid", f"{entry.kind}-{entry.uuid}@countersign")
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", max(0, entry.revision - 1))
    begin, end = _span(entry)
    event.add("dtstart", begin)
    event.add("dtend", end)
    code = f"feed_{entry.kind}" + ("_full" if full else "")
    event.add("summary", text(code, {"ref": entry.ref, "label": entry.label, "detail": entry.detail}))
    if full and entry.kind == "committee" and entry.detail:
        event.add("location", entry.detail)
    if entry.path:
        event.add("url", f"{base_url}{entry.path}")
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.kind == "committee" else "TRANSPARENT")
    return event


def _span(entry: Entry) -> tuple[date | datetime, date | datetime]:
    """Instants in UTC, or whole days whose end is the day after, as the standard counts."""
    if entry.at is None:
        return entry.on, entry.last + timedelta(days=1)
    at = entry.at.astimezone(UTC).replace(microsecond=0)
    until = (entry.until or entry.at).astimezone(UTC).replace(microsecond=0)
    # What is due at an instant has no length of its own: it is shown as the half hour before.
    return (at, until) if until > at else (at - BEFORE, at)
