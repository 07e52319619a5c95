"""The states of a mail; the only place that sets them: waiting → sending → sent, waiting again, failed or dropped."""

from __future__ import annotations

from datetime import datetime

from models.delivery import Delivery


def take(mail: Delivery, until: datetime) -> None:
    """A process sends it now and has until that instant to say what came of it."""
    mail.status, mail.taken_until, mail.tries = "sending", until, mail.tries + 1


def drop(mail: Delivery, why: str) -> None:
    """Nobody needs it any more."""
    mail.status, mail.error, mail.taken_until = "dropped", why, None


def arrived(mail: Delivery, now: datetime, detail: str) -> None:
    """The mail server took it."""
    mail.status, mail.sent_at, mail.error, mail.taken_until = "sent", now, detail, None


def missed(mail: Delivery, again: datetime | None, detail: str) -> None:
    """The mail server did not take it: it waits for the next try, or was tried often enough."""
    mail.status, mail.error, mail.taken_until = ("waiting" if again else "failed"), detail, None
    mail.next_try_at = again or mail.next_try_at
