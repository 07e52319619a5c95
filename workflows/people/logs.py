"""Lists of sessions and security events for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models.person import Person
from models.person_session import PersonSession
from models.security_event import SecurityEvent
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.transaction import reading
from workflows.people.limits import limits
from workflows.people.security_log import KINDS

PAGE = 50


@dataclass(frozen=True)
class SessionRow:
    """One of the reader's own open sessions."""

    uuid: str
    is_this_one: bool
    signed_in_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    address: str
    agent: str


@dataclass(frozen=True)
class EventRow:
    """One security event; `name` is empty when nobody is known."""

    kind: str
    at: datetime
    name: str
    person_id: int | None
    address: str
    detail: str


@dataclass(frozen=True)
class EventPage:
    """One page of the security log, the newest event first."""

    rows: tuple[EventRow, ...]
    total: int
    number: int
    has_more: bool


def own_sessions(actor: Actor, session_id: int) -> list[SessionRow]:
    """The actor's sessions that are open now, this one first."""
    tx = reading()
    now, bounds = clock.now(tx), limits()
    rows = tx.scalars(
        select(PersonSession)
        .join(Person, Person.id == PersonSession.person_id)
        .where(
            PersonSession.person_id == actor.person_id,
            PersonSession.epoch == Person.session_epoch,
            PersonSession.ended_at.is_(None),
            PersonSession.last_seen_at > now - bounds.idle,
            PersonSession.signed_in_at > now - bounds.absolute,
        )
        .order_by(PersonSession.last_seen_at.desc(), PersonSession.id.desc())
    )
    found = [
        SessionRow(
            uuid=row.uuid,
            is_this_one=row.id == session_id,
            signed_in_at=row.signed_in_at,
            last_seen_at=row.last_seen_at,
            ends_at=min(row.last_seen_at + bounds.idle, row.signed_in_at + bounds.absolute),
            address=row.address,
            agent=row.agent,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_this_one)


def security_events(kind: str = "", number: int = 1) -> EventPage:
    """A page of the security log, of one kind or of all."""
    tx = reading()
    which = [SecurityEvent.kind == kind] if kind in KINDS else []
    total = tx.scalars(select(func.count()).select_from(SecurityEvent).where(*which)).one()
    number = max(1, min(number, -(-total // PAGE) or 1))
    rows = tx.execute(
        select(SecurityEvent, Person.name)
        .outerjoin(Person, Person.id == SecurityEvent.person_id)
        .where(*which)
        .order_by(SecurityEvent.at.desc(), SecurityEvent.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    found = tuple(
        EventRow(event.kind, event.at, name or "", event.person_id, event.address, event.detail)
        for event, name in rows
    )
    return EventPage(found, total, number, number * PAGE < total)
