"""Which emergency pass holds at an instant: said by the clock, never by a mark that a sweep left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.emergency_pass import EmergencyPass
from models.organisation import Organisation
from workflows.people.days import zone_of


@dataclass(frozen=True)
class LivePass:
    """Who took it upon themselves, and until when, as sentences say it."""

    by: str
    until: str


def live(now: datetime) -> ColumnElement[bool]:
    """Whether the pass of the row holds at an instant."""
    return and_(EmergencyPass.issued_at <= now, EmergencyPass.ends_at > now, EmergencyPass.ended_at.is_(None))


def live_pass(tx: Session, now: datetime, version_id: int, environment_id: int) -> LivePass | None:
    """The pass that holds for a version in an environment; None where none does."""
    row = tx.execute(
        select(
            EmergencyPass.printed_name,
            EmergencyPass.ends_at,
            select(Organisation.zone).limit(1).scalar_subquery().label("zone"),
        )
        .where(
            EmergencyPass.version_id == version_id, EmergencyPass.environment_id == environment_id, live(now)
        )
        .order_by(EmergencyPass.ends_at.desc())
        .limit(1)
    ).first()
    return LivePass(row.printed_name, moment(row.ends_at, row.zone)) if row else None


def moment(at: datetime, zone: str | None) -> str:
    """An instant as sentences write it, in the organisation's zone."""
    here = at.astimezone(zone_of(zone))
    return f"{here.day} {here:%b %Y, %H:%M %Z}"
