"""The notices of one person, newest first, and the act of having read them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from models.notice import Notice
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading, transaction

PER_PAGE = 25


@dataclass(frozen=True)
class NoticeLine:
    """One notice as the list shows it; `instead_of` names whom the reader stands in for."""

    uuid: str
    code: str
    params: dict[str, Any]
    path: str
    made_at: datetime
    is_new: bool
    instead_of: str = ""


@dataclass(frozen=True)
class NoticePage:
    """One page of the list, and how many notices are new in all."""

    lines: tuple[NoticeLine, ...]
    number: int
    older: bool
    unread: int
    newer: bool = field(default=False)


@dataclass(frozen=True)
class MarkRead:
    """Marks one notice of the actor as read, or all that came up to `until` when none is named."""

    notice_uuid: str = ""
    until: datetime | None = None
    submit_id: str | None = None


def my_notices(person_id: int, number: int = 1) -> NoticePage:
    """One page of a person's notices; a page past the end is empty."""
    tx = reading()
    number = max(1, number)
    rows = tx.scalars(
        select(Notice)
        .where(Notice.person_id == person_id)
        .order_by(Notice.id.desc())
        .offset((number - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    ).all()
    unread = tx.scalars(
        select(func.count())
        .select_from(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None))
    ).one()
    lines = tuple(_line(row) for row in rows[:PER_PAGE])
    return NoticePage(lines, number, len(rows) > PER_PAGE, unread, number > 1)


def _line(row: Notice) -> NoticeLine:
    params = json.loads(row.params)
    instead = str(params.pop("instead", ""))
    return NoticeLine(row.uuid, row.code, params, row.path, row.made_at, row.read_at is None, instead)


def mark_read(actor: Actor, command: MarkRead) -> int:
    """Marks the actor's own notices as read and gives how many were new; raises NotFound for somebody else's."""
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    with transaction() as tx:
        claim(tx, actor, command)
        now = clock.now(tx)
        mine = Notice.person_id == actor.person_id
        if command.notice_uuid:
            mine = mine & (Notice.uuid == command.notice_uuid)
            if tx.scalars(select(Notice.id).where(mine)).first() is None:
                raise NotFound("not_found")
        elif command.until is not None:
            mine = mine & (Notice.made_at <= command.until)
        done = tx.scalars(
            update(Notice)
            .where(mine, Notice.read_at.is_(None))
            .values(read_at=now)
            .returning(Notice.id)
            .execution_options(synchronize_session=False)
        )
        return len(done.all())
