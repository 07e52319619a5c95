"""The states of a message to an endpoint; the only place that sets them.

waiting → sending → sent, or back to waiting, or failed; dropped when nobody is to have it; again by hand.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.endpoint import Endpoint

ON_ITS_WAY = ("waiting", "sending")


def take(message: Delivery, until: datetime) -> None:
    """A process sends it now and has until that instant to say what came of it."""
    message.status = "sending"
    message.taken_until = until
    message.tries += 1


def arrived(message: Delivery, now: datetime) -> None:
    """The other side took it."""
    message.status = "sent"
    message.sent_at, message.error, message.taken_until = now, "", None


def missed(message: Delivery, again: datetime | None, why: str) -> None:
    """The other side did not take it: it waits for the next try, or was tried often enough."""
    message.status = "waiting" if again else "failed"
    message.next_try_at = again or message.next_try_at
    message.error, message.taken_until = why, None


def drop(message: Delivery) -> None:
    """Its endpoint was switched off meanwhile."""
    message.status = "dropped"
    message.error, message.taken_until = "endpoint_off", None


def drop_waiting(tx: Session, endpoint: Endpoint) -> None:
    """Takes back what was not sent yet; it stays in the log and can be sent again from there."""
    tx.execute(
        update(Delivery)
        .where(Delivery.endpoint_id == endpoint.id, Delivery.status == "waiting")
        .values(status="dropped", error="endpoint_off")
    )


def send_again(message: Delivery, now: datetime) -> None:
    """Somebody wants it sent once more, under the same id."""
    message.status = "waiting"
    message.tries, message.next_try_at, message.error = 0, now, ""
