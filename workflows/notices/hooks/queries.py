"""Reads endpoints and what was sent to them; never a secret, and of an address only where it leads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Select, func, select

from models.delivery import Delivery, DeliveryAttempt
from models.endpoint import Endpoint
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.notices.hooks.endpoints import events_of
from workflows.notices.hooks.outside import unseal

MOST = 50


@dataclass(frozen=True)
class EndpointRow:
    """An endpoint as pages show it; `host` is all that is shown of its address."""

    id: int
    name: str
    kind: str
    host: str
    events: tuple[str, ...]
    active: bool
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_code: str
    two_secrets: bool
    made_at: datetime
    waiting: int


@dataclass(frozen=True)
class Try:
    """One attempt; `why` is a code of the words table and `status` what the other side answered, if it did."""

    at: datetime
    outcome: str
    why: str
    status: str
    millis: int


@dataclass(frozen=True)
class Sent:
    """One message of the log with its attempts, newest first."""

    id: int
    uuid: str
    event: str
    status: str
    tries: int
    made_at: datetime
    next_try_at: datetime | None
    attempts: tuple[Try, ...]


def list_endpoints() -> tuple[EndpointRow, ...]:
    """All endpoints by name, in one statement."""
    return tuple(
        _row(endpoint, waiting)
        for endpoint, waiting in reading().execute(_endpoints().order_by(Endpoint.name))
    )


def one_endpoint(endpoint_id: int) -> tuple[EndpointRow, tuple[Sent, ...]]:
    """An endpoint with its newest messages, in three statements; raises NotFound for an unknown one."""
    tx = reading()
    found = tx.execute(_endpoints().where(Endpoint.id == endpoint_id)).one_or_none()
    if found is None:
        raise NotFound("not_found")
    rows = tx.scalars(
        select(Delivery).where(Delivery.endpoint_id == endpoint_id).order_by(Delivery.id.desc()).limit(MOST)
    ).all()
    tries: dict[int, list[Try]] = defaultdict(list)
    ids = [row.id for row in rows]
    attempts = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id.in_(ids))
    for one in tx.scalars(attempts.order_by(DeliveryAttempt.id.desc())):
        why, _, status = one.detail.partition(" ")
        tries[one.delivery_id].append(Try(one.at, one.outcome, why, status, one.millis))
    endpoint, waiting = found
    return _row(endpoint, waiting), tuple(_sent(row, tries[row.id]) for row in rows)


def _endpoints() -> Select[Any]:
    waiting = (
        select(func.count())
        .select_from(Delivery)
        .where(Delivery.endpoint_id == Endpoint.id, Delivery.status.in_(("waiting", "sending")))
        .correlate(Endpoint)
        .scalar_subquery()
    )
    return select(Endpoint, waiting)


def _row(endpoint: Endpoint, waiting: int) -> EndpointRow:
    url = unseal(endpoint.url, endpoint.uuid)
    return EndpointRow(
        id=endpoint.id,
        name=endpoint.name,
        kind=endpoint.kind,
        host=(urlsplit(url).netloc if url else ""),
        events=events_of(endpoint),
        active=endpoint.active,
        failing_since=endpoint.failing_since,
        disabled_at=endpoint.disabled_at,
        disabled_code=endpoint.disabled_code,
        two_secrets=bool(endpoint.old_secret),
        made_at=endpoint.made_at,
        waiting=waiting,
    )


def _sent(row: Delivery, tries: list[Try]) -> Sent:
    waits = row.next_try_at if row.status == "waiting" else None
    return Sent(row.id, row.uuid, row.subject, row.status, row.tries, row.made_at, waits, tuple(tries))
