"""Tells waiting facts: makes the notices and the deliveries of each in one transaction, and sends nothing itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.notice import Notice
from models.outbox import OutboxFact
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.ground.transaction import transaction
from workflows.notices import choices
from workflows.notices.audience import Reached, wanted
from workflows.notices.hooks.fanout import fan_out
from workflows.notices.mail.setting import mail_is_on
from workflows.notices.things import Matter, matter
from workflows.notices.topics import DIGEST, NOW, TOPICS
from workflows.notices.words import QUIET, SAYINGS, Saying

LATE = timedelta(hours=12)
"""A fact that waited longer, because no process ran, goes into the next digest instead of a mail of its own."""

SWEEP = "tell"

_log = structlog.get_logger()


def sweep(limit: int = 200) -> Swept:
    """Tells up to `limit` waiting facts in their order; one that failed before comes after the others."""

    def find(tx: Session) -> Sequence[int]:
        waiting = select(OutboxFact.id).where(OutboxFact.told_at.is_(None))
        return tx.scalars(waiting.order_by(OutboxFact.tries, OutboxFact.id).limit(limit)).all()

    failed: list[int] = []

    def act(tx: Session, key: int) -> bool:
        failed.append(key)
        told = _tell(tx, key)
        failed.remove(key)
        return told

    swept = each(SWEEP, find, act)
    if failed:
        with transaction() as tx:
            tx.execute(update(OutboxFact).where(OutboxFact.id.in_(failed)).values(tries=OutboxFact.tries + 1))
    return swept


def _tell(tx: Session, key: int) -> bool:
    fact = lock_due(tx, OutboxFact, OutboxFact.id == key, OutboxFact.told_at.is_(None))
    if fact is None:
        return False
    now = clock.now(tx)
    fan_out(tx, fact, now)
    saying = SAYINGS.get(fact.event)
    if saying is not None:
        about = matter(tx, fact.subject_kind, fact.subject_uuid)
        if about is None:
            _log.warning("fact_without_thing", fact=fact.uuid, about=fact.subject_kind)
        else:
            _tell_people(tx, fact, saying, about, now)
    elif fact.event not in QUIET:
        _log.warning("event_without_words", event_name=fact.event, fact=fact.uuid)
    fact.told_at = now
    return True


def _tell_people(tx: Session, fact: OutboxFact, saying: Saying, about: Matter, now: datetime) -> None:
    reached = wanted(tx, fact, saying, about, now)
    topic = TOPICS[saying.topic]
    chosen = choices.of_everybody(tx, [one.person.person_id for one in reached], topic)
    for one in reached:
        choice = chosen[one.person.person_id]
        way = DIGEST if choice.mail == NOW and now - fact.at > LATE else choice.mail
        told = _params(about, one)
        tx.add(
            Notice(
                uuid=uuid7(),
                person_id=one.person.person_id,
                fact_id=fact.id,
                topic=topic.key,
                code=saying.code(fact.event),
                params=json.dumps(told, ensure_ascii=False),
                path=about.path,
                made_at=now,
                read_at=None if choice.in_app else now,
                # Only what a digest will take along is left waiting for one.
                digested_at=None if way == DIGEST else now,
            )
        )
        if way == NOW and mail_is_on():
            tx.add(_mail(fact, saying, about, one, now))


def _params(about: Matter, one: Reached) -> dict[str, str]:
    return {**about.params, "instead": one.instead_of} if one.instead_of else dict(about.params)


def _mail(fact: OutboxFact, saying: Saying, about: Matter, one: Reached, now: datetime) -> Delivery:
    told: dict[str, Any] = _params(about, one)
    payload = {"lines": [{"code": saying.code(fact.event), "params": told, "path": about.path}]}
    return Delivery(
        uuid=uuid7(),
        channel="mail",
        key=f"mail:{fact.uuid}:{one.person.uuid}",
        fact_id=fact.id,
        person_id=one.person.person_id,
        subject=saying.subject.format(**about.params)[:200],
        payload=json.dumps(payload, ensure_ascii=False),
        status="waiting",
        next_try_at=now,
        made_at=now,
    )
