"""Who is away at one instant, until when, and who stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.absence import Absence
from workflows.people.delegating.lent import lent_by


@dataclass(frozen=True)
class Away:
    """An absence that runs: its end, exclusive, and the person who stands in, or None."""

    until: datetime
    delegate_id: int | None = None


def away(tx: Session, at: datetime, person_ids: Iterable[int]) -> dict[int, Away]:
    """Who of these persons is away at that instant, by key; the latest end where absences overlap."""
    until = away_until(tx, at, person_ids)
    stand_in = {one.delegator_id: one.delegate_id for one in reversed(lent_by(tx, at, until))}
    return {key: Away(end, stand_in.get(key)) for key, end in until.items()}


def away_until(tx: Session, at: datetime, person_ids: Iterable[int]) -> dict[int, datetime]:
    """The same without who stands in, in one statement: the end of each absence, exclusive."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    rows = tx.execute(
        select(Absence.person_id, Absence.ends_at).where(
            Absence.person_id.in_(wanted),
            Absence.cancelled_at.is_(None),
            Absence.starts_at <= at,
            Absence.ends_at > at,
        )
    )
    until: dict[int, datetime] = {}
    for person_id, ends_at in rows:
        until[person_id] = max(until.get(person_id, ends_at), ends_at)
    return until
