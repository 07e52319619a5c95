"""Puts a waiting fact into the act's transaction: nothing leaves before the commit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.outbox import OutboxFact
from workflows.ground.ids import uuid7


def put(
    tx: Session, at: datetime, event: str, subject: tuple[str, str], cause: str, person_ids: Iterable[int]
) -> None:
    """Stores that `event` happened to `subject` (kind, uuid), for these persons, because of `cause`."""
    tx.add(
        OutboxFact(
            uuid=uuid7(),
            event=event,
            subject_kind=subject[0],
            subject_uuid=subject[1],
            cause=cause,
            person_ids=json.dumps(sorted(set(person_ids))),
            at=at,
            tries=0,
        )
    )
