"""Takes a waiting mail for this process, and stores how the try went; between the two the letter is sent."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Session

from models.delivery import Delivery, DeliveryAttempt
from models.outbox import OutboxFact
from models.person import Person
from workflows.ground import clock
from workflows.ground.sweeping import lock_due
from workflows.ground.transaction import transaction
from workflows.notices.audience import still_matters
from workflows.notices.mail import machine
from workflows.notices.mail.letter import Letter, Line
from workflows.notices.mail.line import DEFERRED, REFUSED, SENT, UNREACHABLE, Outcome
from workflows.notices.things import matter
from workflows.notices.words import SAYINGS
from workflows.people.standing import standing_of

TAKEN = timedelta(minutes=3)
"""How long a delivery is this process's; after it, a process that died is given up and another one tries."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = {DEFERRED: timedelta(hours=2), UNREACHABLE: timedelta(minutes=10)}
MOST_TRIES = {DEFERRED: 20, UNREACHABLE: 400, REFUSED: 1}


@dataclass(frozen=True)
class Taken:
    """A delivery that is this process's until `until`, as a letter."""

    id: int
    until: datetime
    letter: Letter


def due(now: datetime) -> ColumnElement[bool]:
    """The condition on mail that may be tried now: waiting, or left behind by a process that died."""
    return and_(
        Delivery.channel == "mail",
        or_(
            and_(Delivery.status == "waiting", Delivery.next_try_at <= now),
            and_(Delivery.status == "sending", Delivery.taken_until <= now),
        ),
    )


def take(key: int) -> Taken | None:
    """Takes one delivery, or None when another process has it or nobody needs it any more; it is then dropped."""
    with transaction() as tx:
        row = lock_due(tx, Delivery, Delivery.id == key, due(clock.now(tx)))
        if row is None:
            return None
        now = clock.now(tx)
        why = _pointless(tx, row, now)
        if why:
            machine.drop(row, why)
            return None
        machine.take(row, now + TAKEN)
        return Taken(row.id, now + TAKEN, _letter(tx, row))


def _pointless(tx: Session, row: Delivery, now: datetime) -> str:
    """Why nobody needs this mail any more, or nothing."""
    person = standing_of(tx, row.person_id or 0, now)
    if person is None or not person.active:
        return "the person has no access any more"
    fact = tx.get(OutboxFact, row.fact_id) if row.fact_id else None
    saying = SAYINGS.get(fact.event) if fact else None
    if fact is None or saying is None:
        return ""
    about = matter(tx, fact.subject_kind, fact.subject_uuid)
    if about is None or still_matters(tx, saying, about.request, person.person_id, now):
        return ""
    return "it no longer mattered"


def _letter(tx: Session, row: Delivery) -> Letter:
    person = tx.get_one(Person, row.person_id)
    lines = [Line(one["code"], one["params"], one["path"]) for one in json.loads(row.payload)["lines"]]
    return Letter(row.uuid, person.name, person.email, row.subject, row.made_at, lines)


def settle(taken: Taken, outcome: Outcome, millis: int) -> None:
    """Stores how the try went; a delivery that another process has taken meanwhile is left as it is."""
    with transaction(fenced=False) as tx:
        tx.add(
            DeliveryAttempt(
                delivery_id=taken.id,
                at=clock.now(tx),
                outcome=outcome.kind,
                detail=outcome.detail,
                millis=millis,
            )
        )
        mine = and_(Delivery.status == "sending", Delivery.taken_until == taken.until)
        row = lock_due(tx, Delivery, Delivery.id == taken.id, mine)
        if row is None:
            return
        now = clock.now(tx)
        if outcome.kind == SENT:
            machine.arrived(row, now, outcome.detail)
        else:
            over = row.tries >= MOST_TRIES[outcome.kind]
            again = None if over else now + pause(row.tries, outcome.kind)
            machine.missed(row, again, outcome.detail)


def pause(tries: int, kind: str) -> timedelta:
    """How long to wait after that many tries: doubling up to a limit, and never the same for all."""
    longest = LONGEST_WAIT[kind]
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 12), longest)
    return timedelta(seconds=wait.total_seconds() * random.uniform(0.75, 1.25))
