"""Reads concerns: the thread for those with an account, what a code opens, and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.concern_message import ConcernMessage
from models.person import Person
from models.register_record import RegisterRecord
from workflows.assurance.concerns.register import CLOSED, CONCERN, CONCERNS, HANDLERS
from workflows.assurance.concerns.talking import door_of, require_sight
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of

MOST = 100


@dataclass(frozen=True)
class Message:
    """One message; `from_raiser` tells the two sides apart, `by` is empty for those without a name."""

    text: str
    at: datetime
    from_raiser: bool
    by: str = ""


@dataclass(frozen=True)
class Thread:
    """A concern with its messages, as far as this reader may know of it."""

    id: int
    ref: str
    title: str
    status: str
    status_word: str
    what: str
    kind: str
    about: str
    wants: str
    raised_at: datetime
    messages: tuple[Message, ...]
    is_mine: bool
    is_nameless: bool
    handles: bool
    is_open: bool


def thread_page(person: Any, record_id: int) -> Thread:
    """One concern for somebody with an account; raises NotFound for whoever may not know of it."""
    tx = reading()
    record = tx.get(RegisterRecord, record_id)
    if record is None or record.register != CONCERN:
        raise NotFound("not_found")
    require_sight(tx, person, record)
    mine = record.made_by_id is not None and record.made_by_id == getattr(person, "id", None)
    return _thread(tx, record, mine, handles=_handles(person), names=True)


def _handles(person: Any) -> bool:
    """Whether somebody looks into concerns, by a role."""
    return any(grant.role in HANDLERS for grant in getattr(person, "grants", ()))


def opened_by(code: str) -> Thread:
    """What a code opens: the concern and its answers, without the names of those who look into it."""
    tx = reading()
    record = tx.get_one(RegisterRecord, door_of(tx, code).record_id)
    return _thread(tx, record, mine=True, handles=False, names=False)


def my_concerns(person: Any) -> tuple[tuple[str, str, str, datetime], ...]:
    """What the reader raised with their name: ref, title, status in words, when."""
    rows = reading().execute(
        select(RegisterRecord.id, RegisterRecord.title, RegisterRecord.status, RegisterRecord.made_at)
        .where(RegisterRecord.register == CONCERN, RegisterRecord.made_by_id == person.id)
        .order_by(RegisterRecord.id.desc())
        .limit(MOST)
    )
    return tuple(
        (ref(CONCERNS.prefix, row.id), row.title, CONCERNS.status_label(row.status), row.made_at)
        for row in rows
    )


def _thread(tx: Session, record: RegisterRecord, mine: bool, handles: bool, names: bool) -> Thread:
    body = body_of(record.body)
    kind = CONCERNS.field("kind")
    return Thread(
        id=record.id,
        ref=ref(CONCERNS.prefix, record.id),
        title=record.title,
        status=record.status,
        status_word=CONCERNS.status_label(record.status),
        what=str(body.get("what") or ""),
        kind=kind.label_of(body["kind"]) if kind and body.get("kind") else "",
        about=str(body.get("about") or ""),
        wants=str(body.get("wants") or ""),
        raised_at=record.made_at,
        messages=_messages(tx, record, names),
        is_mine=mine,
        is_nameless=record.made_by_id is None,
        handles=handles,
        is_open=record.status != CLOSED and record.archived_at is None,
    )


def _messages(tx: Session, record: RegisterRecord, names: bool) -> tuple[Message, ...]:
    rows = tx.execute(
        select(ConcernMessage, Person.name)
        .outerjoin(Person, Person.id == ConcernMessage.person_id)
        .where(ConcernMessage.record_id == record.id)
        .order_by(ConcernMessage.id.desc())
        .limit(MOST)
    ).all()
    return tuple(
        Message(row.text, row.at, row.person_id == record.made_by_id, (name or "") if names else "")
        for row, name in reversed(rows)
    )
