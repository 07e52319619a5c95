"""Reads the dates that belong to no system: who is away, and when the committee sits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.absence import Absence
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.person import Person
from workflows.approvals.committee.room import reads_committee
from workflows.ground.ids import ref
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


def sittings(tx: Session, account: Account, here: Any, span: Span) -> list[Entry]:
    """The committee's dates, those that were called off as well: a calendar that has one must learn of it.

    Whoever may read the committee's pages is led to the session that is held on the date.
    """
    rows: Any = (
        select(CommitteeDate, CommitteeSession.id)
        .outerjoin(
            CommitteeSession,
            and_(CommitteeSession.date_id == CommitteeDate.id, CommitteeSession.called_off_at.is_(None)),
        )
        .where(CommitteeDate.starts_at >= span.begin, CommitteeDate.starts_at < span.end)
    )
    reads = reads_committee(account)
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
            **(_page(session_id) if session_id is not None and reads else {}),
        )
        for one, session_id in tx.execute(
            rows.order_by(CommitteeDate.starts_at, CommitteeDate.id).limit(MOST)
        )
    ]


def circulations(tx: Session, account: Account, here: Any, span: Span) -> list[Entry]:
    """The last days to vote on what the committee decides by circulation, for who reads its pages."""
    if not reads_committee(account):
        return []
    rows = select(CommitteeSession).where(
        CommitteeSession.deadline_at > span.begin,
        CommitteeSession.deadline_at <= span.end,
        CommitteeSession.called_off_at.is_(None),
    )
    found = []
    for one in tx.scalars(rows.order_by(CommitteeSession.deadline_at, CommitteeSession.id).limit(MOST)):
        assert one.deadline_at is not None
        # The deadline is the first instant after the last day.
        last = (one.deadline_at - timedelta(seconds=1)).astimezone(here).date()
        more = _page(one.id)
        found.append(Entry(COMMITTEE, one.uuid, one.revision, one.made_at, last, last, one.title, **more))
    return found


def _page(session_id: int) -> dict[str, Any]:
    name = ref("MTG", session_id)
    return {"ref": name, "path": f"/committee/{name}"}
