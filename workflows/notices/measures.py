"""The numbers that monitoring reads; counted from the database, so that every process of every host says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.delivery import Delivery, DeliveryAttempt
from models.enums import RequestStatus
from models.gate_pace import GatePace
from models.seat import Seat
from workflows.ground import clock, heartbeats
from workflows.ground.heartbeats import Beat
from workflows.ground.transaction import reading
from workflows.notices.health import outbox
from workflows.record import queries as record
from workflows.record.queries import Checked

OPEN = (
    RequestStatus.DRAFT.value,
    RequestStatus.IN_REVIEW.value,
    RequestStatus.CHANGES_REQUESTED.value,
)
AGES = (1, 3, 7, 14, 30, 90)
"""Upper bounds of the age histogram, in days."""


@dataclass(frozen=True)
class Measures:
    """One reading of everything that is measured; counts by their labels, times as instants."""

    now: datetime
    open_requests: Sequence[tuple[str, str, int]]
    ages: tuple[tuple[float, int], ...]
    """Upper bound in seconds and how many open requests are at most so old."""
    age_sum: float
    turns: Sequence[tuple[str, datetime]]
    breaches: Sequence[tuple[str, int]]
    paces: Sequence[tuple[str, int | None, int | None, int, int]]
    """By gate: seconds to half and to 85 of 100 decisions of the last year, decided in 30 days, of these in time."""
    deliveries: Sequence[tuple[str, str, int]]
    attempts: Sequence[tuple[str, int]]
    outbox_waiting: int
    outbox_oldest: datetime | None
    beats: Sequence[Beat]
    checked: Checked | None


def measure() -> Measures:
    """Reads all of it once."""
    session = reading()
    now = clock.now(session)
    ages, total = _ages(session, now)
    waiting, oldest = outbox(session)
    return Measures(
        now=now,
        open_requests=_open_requests(session),
        ages=ages,
        age_sum=total,
        turns=_turns(session),
        breaches=_breaches(session, now),
        paces=_paces(session),
        deliveries=_deliveries(session),
        attempts=_attempts(session),
        outbox_waiting=waiting,
        outbox_oldest=oldest,
        beats=heartbeats.beats(),
        checked=record.last_verification(),
    )


def _open_requests(session: Session) -> list[tuple[str, str, int]]:
    columns = (ApprovalRequest.gate, ApprovalRequest.status)
    query = select(*columns, func.count()).where(ApprovalRequest.status.in_(OPEN)).group_by(*columns)
    return [(gate, status, number) for gate, status, number in session.execute(query)]


def _ages(session: Session, now: datetime) -> tuple[tuple[tuple[float, int], ...], float]:
    opened = list(session.scalars(select(ApprovalRequest.opened_at).where(ApprovalRequest.status.in_(OPEN))))
    ages = [(now - moment).total_seconds() for moment in opened]
    bounds = [timedelta(days=days).total_seconds() for days in AGES] + [float("inf")]
    return tuple((bound, sum(age <= bound for age in ages)) for bound in bounds), sum(ages)


def _turns(session: Session) -> list[tuple[str, datetime]]:
    """Since when the longest-waiting seat of each role waits."""
    query = (
        select(Seat.role, func.min(Seat.turn_since))
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .where(
            Seat.status == "open",
            Seat.turn_since.is_not(None),
            ApprovalRequest.status == RequestStatus.IN_REVIEW.value,
        )
        .group_by(Seat.role)
    )
    return [(role, since) for role, since in session.execute(query) if since]


def _breaches(session: Session, now: datetime) -> list[tuple[str, int]]:
    """Requests that were, or still are, undecided when their time was over."""
    late = ApprovalRequest.due_at < func.coalesce(ApprovalRequest.decided_at, now)
    query = select(ApprovalRequest.gate, func.sum(case((late, 1), else_=0))).group_by(ApprovalRequest.gate)
    return [(gate, int(number or 0)) for gate, number in session.execute(query)]


def _paces(session: Session) -> list[tuple[str, int | None, int | None, int, int]]:
    columns = (GatePace.gate, GatePace.median_s, GatePace.p85_s, GatePace.decided_30, GatePace.on_time_30)
    rows = session.execute(select(*columns).where(GatePace.tier == "").order_by(GatePace.gate))
    return [(gate, half, most, decided, kept) for gate, half, most, decided, kept in rows]


def _deliveries(session: Session) -> list[tuple[str, str, int]]:
    columns = (Delivery.channel, Delivery.status)
    query = select(*columns, func.count()).group_by(*columns)
    return [(channel, status, number) for channel, status, number in session.execute(query)]


def _attempts(session: Session) -> list[tuple[str, int]]:
    query = (
        select(DeliveryAttempt.outcome, func.count())
        .join(Delivery, Delivery.id == DeliveryAttempt.delivery_id)
        .where(Delivery.channel != "mail")
        .group_by(DeliveryAttempt.outcome)
    )
    return [(outcome, number) for outcome, number in session.execute(query)]
