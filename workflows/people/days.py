"""Calendar days: a date is a date where the organisation is."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Organisation


def zone_of(name: str | None) -> tzinfo:
    """The zone of that IANA name; UTC before set-up or when the name has left the zone database."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def known_zones() -> list[str]:
    """All zones a person may choose, in alphabetical order."""
    return sorted(available_timezones())


def day_of(at: datetime, zone: str | None) -> date:
    """The calendar day of an instant in that zone."""
    return at.astimezone(zone_of(zone)).date()


def today(tx: Session, at: datetime) -> date:
    """The calendar day of an instant where the organisation is."""
    return day_of(at, tx.scalars(select(Organisation.zone)).first())


def organisation_zone(tx: Session) -> str:
    """The name of the organisation's zone; UTC before set-up."""
    return tx.scalars(select(Organisation.zone)).first() or "UTC"
