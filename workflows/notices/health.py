"""How the installation fares: the clock, what waits to be sent, the record and the parts it stands on; in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.endpoint import Endpoint
from models.outbox import OutboxFact
from workflows.ground import clock, heartbeats, leases, readiness
from workflows.ground.heartbeats import Beat
from workflows.ground.transaction import reading
from workflows.record import queries as record
from workflows.record.queries import Checked

CLOCK_LEASE = "clock"
STALE_AFTER = timedelta(minutes=15)
"""A fact that nobody was told of for so long means that telling stands still."""


@dataclass(frozen=True)
class Queue:
    """What one channel still has to send and what it gave up."""

    channel: str
    waiting: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Health:
    """Everything the health page shows."""

    now: datetime
    leader: str | None
    beats: tuple[Beat, ...]
    queues: tuple[Queue, ...]
    outbox_waiting: int
    outbox_oldest: datetime | None
    endpoints_failing: int
    faults: tuple[str, ...]
    """Names of the parts that are not ready: database, migrations, evidence store."""
    checked: Checked | None
    unchecked: int
    """Entries of the record that are newer than its last verification."""

    @property
    def outbox_is_stale(self) -> bool:
        """Whether the oldest fact has waited for too long."""
        return self.outbox_oldest is not None and self.now - self.outbox_oldest > STALE_AFTER

    @property
    def clock_stands(self) -> bool:
        """Whether nobody leads: nothing is reminded, ended or sent."""
        return self.leader is None


def look(expected_revision: str | None) -> Health:
    """The present state; `expected_revision` is the newest migration of this release."""
    # First, because it gives the connection back.
    faults = tuple(readiness.faults(expected_revision))
    session = reading()
    now = clock.now(session)
    waiting, oldest = outbox(session)
    checked = record.last_verification()
    held = leases.holder_of(CLOCK_LEASE)
    return Health(
        now=now,
        leader=held[0].partition(":")[0] if held and held[1] > now else None,
        beats=tuple(heartbeats.beats()),
        queues=queues(session),
        outbox_waiting=waiting,
        outbox_oldest=oldest,
        endpoints_failing=failing_endpoints(session),
        faults=faults,
        checked=checked,
        unchecked=record.count_all() - (checked.report.checked if checked else 0),
    )


def outbox(session: Session) -> tuple[int, datetime | None]:
    """How many facts nobody was told of yet, and the instant of the oldest."""
    waits = OutboxFact.told_at.is_(None)
    row = session.execute(select(func.count(), func.min(OutboxFact.at)).where(waits)).one()
    return row[0], row[1]


def queues(session: Session) -> tuple[Queue, ...]:
    """What waits and what failed, for each channel."""
    counted = session.execute(
        select(Delivery.channel, Delivery.status, func.count())
        .where(Delivery.status.in_(("waiting", "sending", "failed")))
        .group_by(Delivery.channel, Delivery.status)
    ).all()
    found = {channel: [0, 0] for channel in ("mail", "webhook", "chat")}
    for channel, status, number in counted:
        found.setdefault(channel, [0, 0])[status == "failed"] += number
    return tuple(Queue(channel, *numbers) for channel, numbers in found.items())


def failing_endpoints(session: Session) -> int:
    """How many webhooks do not take what they are sent."""
    fails = Endpoint.failing_since.is_not(None) | Endpoint.disabled_at.is_not(None)
    return session.scalars(select(func.count()).select_from(Endpoint).where(Endpoint.active, fails)).one()
