"""Makes one delivery for each endpoint that wants a fact; what it says is written when it is sent."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.endpoint import Endpoint
from models.outbox import OutboxFact
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import uuid7
from workflows.notices.hooks.events import EVENTS


def fan_out(tx: Session, fact: OutboxFact, at: datetime) -> int:
    """Puts a fact on its way to every endpoint that asked for it; telling it twice adds nothing.

    Returns how many deliveries were made.
    """
    event = EVENTS.get(fact.event)
    if event is None:
        return 0
    wanting = [
        endpoint
        for endpoint in tx.scalars(select(Endpoint).where(Endpoint.active).order_by(Endpoint.id))
        if event in (chosen := json.loads(endpoint.events)) or not chosen
    ]
    return sum(
        enqueue(tx, endpoint, event, (fact.subject_kind, fact.subject_uuid), fact.at, at, fact)
        for endpoint in wanting
    )


def enqueue(
    tx: Session,
    endpoint: Endpoint,
    event: str,
    subject: tuple[str, str],
    happened: datetime,
    at: datetime,
    fact: OutboxFact | None = None,
) -> bool:
    """One delivery; false when the same fact already is on its way to this endpoint."""
    mark = fact.uuid if fact is not None else uuid7()
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "uuid": uuid7(),
        "channel": "webhook" if endpoint.kind == "standard" else "chat",
        "key": f"{mark}:{endpoint.uuid}",
        "fact_id": fact.id if fact is not None else None,
        "endpoint_id": endpoint.id,
        "subject": event,
        "payload": canonical_text({"event": event, "subject": list(subject), "at": happened}),
        "status": "waiting",
        "tries": 0,
        "next_try_at": at,
        "made_at": at,
    }
    added = tx.execute(dialect.insert(Delivery).values(row).on_conflict_do_nothing().returning(Delivery.id))
    return added.scalar_one_or_none() is not None
