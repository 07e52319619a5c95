"""Delivers what waits: takes one message, lets go of the database, sends, and writes down what came of it.

A process that is killed between taking and writing down leaves the message taken until its time is over; then it
is sent again under the same id. So each message arrives at least once, and a receiver knows it by its id.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.delivery import Delivery, DeliveryAttempt
from models.endpoint import Endpoint
from workflows.ground import clock
from workflows.ground.fencing import is_over
from workflows.ground.refused import Conflict
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import reading, transaction
from workflows.notices.hooks import chat, machine, reaching
from workflows.notices.hooks.backoff import GIVEN_UP_AFTER, next_try
from workflows.notices.hooks.content import look, thin_body
from workflows.notices.hooks.outside import unseal
from workflows.notices.hooks.signing import signed_headers
from workflows.notices.hooks.switching import locked, switch_off_failing

TAKEN = timedelta(seconds=60)
CHANNELS = ("webhook", "chat")
GONE = 410


@dataclass(frozen=True)
class Parcel:
    """A message as it leaves; `taken_until` is the proof that it is still ours when we come back."""

    delivery_id: int
    endpoint_id: int
    taken_until: datetime
    url: str | None
    body: bytes
    headers: dict[str, str]


def sweep(limit: int = 100) -> Swept:
    """Sends what is due, each message on its own; a receiver that fails holds up nobody else."""
    total = Swept()
    for key in _due(limit):
        if is_over():
            break
        try:
            parcel = _take(key)
        except Conflict:
            continue
        if parcel is None:
            continue
        total += Swept(1) if _settle(parcel, _send(parcel)) else Swept(0, 1)
    return total


def _waiting(now: datetime) -> ColumnElement[bool]:
    return and_(
        Delivery.channel.in_(CHANNELS),
        or_(
            and_(Delivery.status == "waiting", Delivery.next_try_at <= now),
            and_(Delivery.status == "sending", Delivery.taken_until <= now),
        ),
    )


def _due(limit: int) -> list[int]:
    tx = reading()
    tx.rollback()
    keys = tx.scalars(
        select(Delivery.id)
        .where(_waiting(clock.now(tx)))
        .order_by(Delivery.next_try_at, Delivery.id)
        .limit(limit)
    ).all()
    tx.rollback()
    return list(keys)


def _take(key: int) -> Parcel | None:
    """Takes one message and writes what it says; None when it is no longer due or another process has it."""
    with transaction() as tx:
        now = clock.now(tx)
        found = tx.scalars(
            select(Delivery)
            .where(Delivery.id == key, _waiting(now))
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if found is None:
            return None
        endpoint = tx.get_one(Endpoint, found.endpoint_id)
        if not endpoint.active:
            machine.drop(found)
            return None
        machine.take(found, now + TAKEN)
        return _parcel(tx, found, endpoint, now)


def _parcel(tx: Session, found: Delivery, endpoint: Endpoint, now: datetime) -> Parcel:
    payload = json.loads(found.payload)
    happened = datetime.fromisoformat(payload["at"])
    said = look(tx, payload["event"], payload["subject"], happened)
    assert found.taken_until is not None
    url = unseal(endpoint.url, endpoint.uuid)
    if endpoint.kind != "standard":
        return Parcel(found.id, endpoint.id, found.taken_until, url, chat.message(endpoint.kind, said), {})
    sealed = [text for text in (endpoint.secret, endpoint.old_secret) if text]
    secrets = [secret for text in sealed if (secret := unseal(text, endpoint.uuid))]
    body = thin_body(said)
    headers = signed_headers(f"msg_{found.uuid}", now, body, tuple(secrets))
    # An unsigned message would teach receivers to take such: it waits until the secret is made anew.
    return Parcel(found.id, endpoint.id, found.taken_until, url if secrets else None, body, headers)


def _send(parcel: Parcel) -> reaching.Answer:
    if parcel.url is None:
        return reaching.Answer(reaching.BLOCKED, detail="endpoint_sealed")
    return reaching.post(parcel.url, parcel.body, parcel.headers)


def _settle(parcel: Parcel, answer: reaching.Answer) -> bool:
    """Writes the try down; whether the message arrived. A message that somebody else took meanwhile stays theirs."""
    with transaction(fenced=False) as tx:
        # Endpoint before delivery, as every act on an endpoint does.
        endpoint = locked(tx, Endpoint, parcel.endpoint_id)
        found = locked(tx, Delivery, parcel.delivery_id)
        now = clock.now(tx)
        sent = answer.outcome == reaching.SENT
        detail = f"{answer.detail} {answer.status or ''}".strip()
        tx.add(
            DeliveryAttempt(
                delivery_id=found.id, at=now, outcome=answer.outcome, detail=detail, millis=answer.millis
            )
        )
        if found.status != "sending" or found.taken_until != parcel.taken_until:
            return sent
        _mark(tx, endpoint, found, answer, detail, now)
        return sent


def _mark(
    tx: Session, endpoint: Endpoint, found: Delivery, answer: reaching.Answer, detail: str, now: datetime
) -> None:
    if answer.outcome == reaching.SENT:
        machine.arrived(found, now)
        endpoint.failing_since = None
        return
    again = next_try(found.tries, now, answer.wait_seconds, found.uuid)
    machine.missed(found, again, detail)
    endpoint.failing_since = endpoint.failing_since or now
    if answer.status == GONE:
        switch_off_failing(tx, endpoint, "endpoint_gone", now)
    elif now - endpoint.failing_since >= GIVEN_UP_AFTER:
        switch_off_failing(tx, endpoint, "endpoint_failing", now)
