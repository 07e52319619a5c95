"""Messages that could not be delivered: what administrators see of them, and sending one again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models.delivery import Delivery
from models.endpoint import Endpoint
from models.person import Person
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, NotFound
from workflows.ground.sweeping import lock_due
from workflows.ground.transaction import reading, transaction
from workflows.notices.actions import RETRIED
from workflows.notices.mail.setting import mail_is_on
from workflows.record import Thing, append

PER_PAGE = 25


@dataclass(frozen=True)
class FailureLine:
    """One message that was given up, or that waits for its next try after a failed one."""

    uuid: str
    channel: str
    to: str
    subject: str
    tries: int
    error: str
    made_at: datetime
    next_try_at: datetime | None


@dataclass(frozen=True)
class Failures:
    """What was given up and what is being tried again; whether mail is on, and how much waits in all."""

    given_up: tuple[FailureLine, ...]
    trying: tuple[FailureLine, ...]
    mail_is_on: bool
    waiting: int
    number: int = 1
    older: bool = False


@dataclass(frozen=True)
class SendAgain:
    """Puts a message that was given up back into the queue."""

    delivery_uuid: str
    submit_id: str | None = None


def failures(number: int = 1) -> Failures:
    """One page of what was given up, newest first, with what is still being tried."""
    tx = reading()
    number = max(1, number)
    given_up = _lines("failed", (number - 1) * PER_PAGE)
    trying = _lines("waiting", 0)
    waiting = tx.scalars(select(func.count()).select_from(Delivery).where(Delivery.status == "waiting")).one()
    return Failures(
        given_up[:PER_PAGE], trying[:PER_PAGE], mail_is_on(), waiting, number, len(given_up) > PER_PAGE
    )


def _lines(status: str, skip: int) -> tuple[FailureLine, ...]:
    rows = reading().execute(
        select(Delivery, Person.name, Endpoint.name)
        .outerjoin(Person, Person.id == Delivery.person_id)
        .outerjoin(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .where(Delivery.status == status, Delivery.tries > 0)
        .order_by(Delivery.id.desc())
        .offset(skip)
        .limit(PER_PAGE + 1)
    )
    return tuple(
        FailureLine(
            uuid=row.uuid,
            channel=row.channel,
            to=person or endpoint or "",
            subject=row.subject,
            tries=row.tries,
            error=row.error,
            made_at=row.made_at,
            next_try_at=row.next_try_at if status == "waiting" else None,
        )
        for row, person, endpoint in rows
    )


def send_again(actor: Actor, command: SendAgain) -> None:
    """Tries a message that was given up anew, under the same Message-ID; an entry says who asked for it.

    Raises NotAllowed for who is no administrator, NotFound for an unknown message, Conflict for one that was not
    given up.
    """
    if not actor.is_administrator:
        raise NotAllowed("needs_administrator")
    with transaction() as tx:
        claim(tx, actor, command)
        if tx.scalars(select(Delivery.id).where(Delivery.uuid == command.delivery_uuid)).first() is None:
            raise NotFound("not_found")
        row = lock_due(tx, Delivery, Delivery.uuid == command.delivery_uuid, Delivery.status == "failed")
        if row is None:
            raise Conflict("delivery_not_failed")
        now = clock.now(tx)
        tries, row.status, row.tries, row.next_try_at = row.tries, "waiting", 0, now
        append(
            tx,
            now,
            actor,
            RETRIED,
            about=Thing("delivery", row.uuid, 1, ref="", label=row.channel),
            changes={"status": ["failed", "waiting"], "tries": [tries, 0]},
        )
