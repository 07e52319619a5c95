"""Reads the dates that belong to no system: who is away, and when the committee sits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.absence import Absence
from models.committee_date import CommitteeDate
from models.person import Person
from workflows.inventory.visibility import as_reader
from workflows.notices.dates.entry import ABSENCE, COMMITTEE, MOST, Account, Entry, Span, leads_room


def absences(tx: Session, account: Account, span: Span) -> list[Entry]:
    """The reader's own absences; everybody's for who gives work to others."""
    reader = as_reader(account)
    rows: Any = (
        select(Absence, Person.name)
        .join(Person, Person.id == Absence.person_id)
        .where(
            Absence.cancelled_at.is_(None),
            Absence.ends_on >= span.first,
            Absence.starts_on <= span.last,
            Person.active,
        )
    )
    if not leads_room(account):
        rows = rows.where(Absence.person_id == (reader.person_id if reader else 0))
    found = tx.execute(rows.order_by(Absence.starts_on, Absence.id).limit(MOST))
    return [Entry(ABSENCE, one.uuid, 1, one.made_at, one.starts_on, one.ends_on, name) for one, name in found]


def sittings(tx: Session, here: Any, span: Span) -> list[Entry]:
    """The committee's dates, those that were called off as well: a calendar that has one must learn of it."""
    rows = select(CommitteeDate).where(
        CommitteeDate.starts_at >= span.begin, CommitteeDate.starts_at < span.end
    )
    return [
        Entry(
            COMMITTEE,
            one.uuid,
            one.revision,
            one.made_at,
            one.starts_at.astimezone(here).date(),
            one.ends_at.astimezone(here).date(),
            one.title,
            detail=one.place,
            at=one.starts_at,
            until=one.ends_at,
            called_off=one.called_off_at is not None,
        )
        for one in tx.scalars(rows.order_by(CommitteeDate.starts_at, CommitteeDate.id).limit(MOST))
    ]
