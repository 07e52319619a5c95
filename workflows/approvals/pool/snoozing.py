"""Puts a row of one's own Home aside until a day, and brings it back; no clock stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.snooze import Snooze
from workflows.approvals.access import require_standing
from workflows.approvals.home.lines import Row
from workflows.approvals.inbox import inbox
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people.days import organisation_zone, today, zone_of

LONGEST = 14
"""Days a row may be put aside."""


@dataclass(frozen=True)
class PutAside:
    """I look at this request or condition again on that day; `thing_ref` such as REQ-7 or COND-3."""

    thing_ref: str
    until: date | None
    submit_id: str | None = None


@dataclass(frozen=True)
class BringBack:
    """I look at it now after all."""

    thing_ref: str
    submit_id: str | None = None


def put_aside(actor: Actor, command: PutAside) -> datetime:
    """Takes a row from the actor's list until the begin of a day; gives that instant.

    It comes back earlier when its round changes or it escalates. Raises NotFound for what is not on the list, Refused
    for a day that is past, too far or after the due date.
    """
    with transaction() as tx:
        claim(tx, actor, command, "/")
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        mine = inbox(tx, standing)
        row = next((one for one in (*mine.rows, *mine.later) if one.ref == command.thing_ref), None)
        if row is None:
            raise NotFound("not_found")
        until = _until(tx, command.until, row, now)
        kind, key = _thing(command.thing_ref)
        found = tx.scalars(
            select(Snooze).where(
                Snooze.person_id == standing.person_id, Snooze.kind == kind, Snooze.thing_id == key
            )
        ).one_or_none()
        if found is None:
            found = Snooze(person_id=standing.person_id, kind=kind, thing_id=key)
            tx.add(found)
        found.until_at, found.made_at = until, now
        return until


def bring_back(actor: Actor, command: BringBack) -> None:
    """Puts a row back into the actor's list; bringing back what is there already changes nothing."""
    with transaction() as tx:
        claim(tx, actor, command, "/")
        standing = require_standing(tx, actor, clock.now(tx))
        kind, key = _thing(command.thing_ref)
        tx.execute(
            delete(Snooze).where(
                Snooze.person_id == standing.person_id, Snooze.kind == kind, Snooze.thing_id == key
            )
        )


def _until(tx: Session, day: date | None, row: Row, now: datetime) -> datetime:
    here = today(tx, now)
    if day is None or not here < day <= here + timedelta(days=LONGEST):
        raise Refused("snooze_day", field="until", most=LONGEST)
    until = datetime.combine(day, time.min, zone_of(organisation_zone(tx))).astimezone(UTC)
    if row.due_at is not None and until > row.due_at:
        raise Refused("snooze_past_due", field="until", due=row.due_at)
    return until


def _thing(ref: str) -> tuple[str, int]:
    for kind, prefix in (("request", "REQ"), ("condition", "COND")):
        key = key_of(prefix, ref)
        if key is not None:
            return kind, key
    raise NotFound("not_found")
