"""Sends waiting mail: takes a delivery, looks once more whether it matters, sends, and stores how that went."""

from __future__ import annotations

import time

import structlog
from sqlalchemy import select

from models.delivery import Delivery
from workflows.ground import clock
from workflows.ground.fencing import is_over
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import reading
from workflows.notices.mail.letter import message
from workflows.notices.mail.line import REFUSED, SENT, UNREACHABLE, Line, Outcome
from workflows.notices.mail.setting import current
from workflows.notices.mail.taking import Taken, due, settle, take

_log = structlog.get_logger()


MOST = 100
"""So many letters one run sends: it must not last longer than the others wait for it."""


def sweep(limit: int = MOST) -> Swept:
    """Sends up to `limit` mails that are due; ends early when the server cannot be reached.

    A process that dies between sending and storing leaves the delivery taken: after a while another one sends it
    again, under the same Message-ID.
    """
    setting = current()
    if setting is None:
        return Swept()
    session = reading()
    session.rollback()
    waiting = select(Delivery.id).where(due(clock.now(session))).order_by(Delivery.next_try_at, Delivery.id)
    keys = session.scalars(waiting.limit(min(limit, MOST))).all()
    session.rollback()
    handled = failed = 0
    with Line(setting) as line:
        for key in keys:
            if is_over():
                break
            taken = take(key)
            if taken is None:
                continue
            outcome = _send(line, taken)
            handled, failed = handled + (outcome.kind == SENT), failed + (outcome.kind != SENT)
            if outcome.kind == UNREACHABLE:
                break
    return Swept(handled, failed)


def _send(line: Line, taken: Taken) -> Outcome:
    begun = time.monotonic()
    try:
        mail = message(taken.letter, line.setting)
    except ValueError as error:
        outcome = Outcome(REFUSED, f"the mail could not be made: {type(error).__name__}")
    else:
        outcome = line.send(mail)
    settle(taken, outcome, int((time.monotonic() - begun) * 1000))
    if outcome.kind != SENT:
        _log.warning("mail_not_sent", delivery=taken.letter.uuid, outcome=outcome.kind, detail=outcome.detail)
    return outcome
