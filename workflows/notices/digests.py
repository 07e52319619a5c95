"""The daily digest: one mail per person and day, at the beginning of the working day where the person is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.job_lease import JobSlot
from models.notice import Notice
from models.outbox import OutboxFact
from models.person import Person
from workflows.ground import clock, words
from workflows.ground.ids import uuid7
from workflows.ground.sweeping import Swept, each
from workflows.notices.audience import still_matters
from workflows.notices.mail.setting import mail_is_on
from workflows.notices.mornings import opening
from workflows.notices.things import matter
from workflows.notices.words import SAYINGS

JOB = "digest"
MOST_LINES = 50
GIVEN_UP = 3
"""A fact that failed so often does not keep the digests of everybody waiting."""


def sweep(limit: int = 200) -> Swept:
    """Makes the digests that are due; after any downtime one per person, with what is still worth telling."""
    if not mail_is_on():
        return Swept()

    def find(tx: Session) -> Sequence[int]:
        waiting = select(Notice.person_id).where(Notice.digested_at.is_(None)).distinct()
        return tx.scalars(waiting.order_by(Notice.person_id).limit(limit)).all()

    return each(JOB, find, _digest)


def _digest(tx: Session, person_id: int) -> bool:
    now = clock.now(tx)
    person = tx.get_one(Person, person_id)
    begin = opening(tx, person, now)
    if begin is None or now < begin or _still_telling(tx, begin):
        return False
    waiting = _waiting(tx, person_id, begin)
    if not waiting or not _claim(tx, f"{person.uuid}:{begin.date()}", now):
        return False
    for notice, _fact in waiting:
        notice.digested_at = now
    lines = _lines(tx, waiting, person_id, now)
    if lines:
        tx.add(_mail(person, begin.date(), lines, now))
    return bool(lines)


def _still_telling(tx: Session, begin: datetime) -> bool:
    """Whether facts of before this morning are still to be told, after downtime: then the digest waits for them."""
    waiting = select(OutboxFact.id).where(
        OutboxFact.told_at.is_(None), OutboxFact.at < begin, OutboxFact.tries < GIVEN_UP
    )
    return tx.scalars(waiting.limit(1)).first() is not None


def _waiting(tx: Session, person_id: int, begin: datetime) -> list[tuple[Notice, OutboxFact]]:
    """What happened before this morning and no digest took along, oldest first."""
    rows = tx.execute(
        select(Notice, OutboxFact)
        .join(OutboxFact, OutboxFact.id == Notice.fact_id)
        .where(Notice.person_id == person_id, Notice.digested_at.is_(None), OutboxFact.at < begin)
        .order_by(OutboxFact.id)
        .with_for_update(of=Notice, skip_locked=True)
    )
    return [(notice, fact) for notice, fact in rows]


def _claim(tx: Session, slot: str, now: datetime) -> bool:
    """Whether this digest is ours: whoever inserts the slot makes it, in the same transaction."""
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    made = tx.execute(
        dialect.insert(JobSlot)
        .values(job=JOB, slot=slot, at=now)
        .on_conflict_do_nothing()
        .returning(JobSlot.id)
    )
    return made.scalar_one_or_none() is not None


def _lines(
    tx: Session, waiting: Sequence[tuple[Notice, OutboxFact]], person_id: int, now: datetime
) -> list[dict[str, Any]]:
    """The notices that still matter and were not read; of several on one topic and thing only the latest."""
    latest: dict[tuple[str, str], dict[str, Any]] = {}
    for notice, fact in waiting:
        if notice.read_at is not None and notice.read_at != notice.made_at:
            continue
        saying = SAYINGS.get(fact.event)
        about = matter(tx, fact.subject_kind, fact.subject_uuid)
        if saying and about and not still_matters(tx, saying, about.request, person_id, now):
            continue
        latest.pop((kind_of_line(notice.topic), notice.path), None)
        latest[(kind_of_line(notice.topic), notice.path)] = {
            "code": notice.code,
            "params": json.loads(notice.params),
            "path": notice.path,
        }
    return list(latest.values())[-MOST_LINES:]


def kind_of_line(topic: str) -> str:
    """Reminders and escalations are stages of one clock: of them only the last is told."""
    return "clock" if topic in ("reminder", "escalation") else topic


def _mail(person: Person, day: date, lines: list[dict[str, Any]], now: datetime) -> Delivery:
    return Delivery(
        uuid=uuid7(),
        channel="mail",
        key=f"digest:{person.uuid}:{day}",
        person_id=person.id,
        subject=words.text("notice_digest" if len(lines) > 1 else "notice_digest_one", {"count": len(lines)}),
        payload=json.dumps({"lines": lines}, ensure_ascii=False),
        status="waiting",
        next_try_at=now,
        made_at=now,
    )
