"""The meeting pack of a session: its agenda, with what a member reads of every request before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.organisation import Organisation
from models.person import Person
from workflows.approvals.committee.readings import Reading, readings
from workflows.approvals.committee.room import reads_committee
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn


@dataclass(frozen=True)
class PackItem:
    """One item of the agenda; `reading` is None where it is about no request."""

    number: int
    kind: str
    title: str
    note: str
    status: str
    added_at: datetime
    reading: Reading | None


@dataclass(frozen=True)
class Pack:
    """The whole pack; `zone` is the organisation's, so that everybody's paper shows the same times."""

    ref: str
    title: str
    kind: str
    status: str
    organisation: str
    zone: str
    language: str
    starts_at: datetime | None
    ends_at: datetime | None
    deadline_at: datetime | None
    place: str
    chair: str
    secretary: str
    made_at: datetime
    items: tuple[PackItem, ...]

    @property
    def requests(self) -> tuple[Reading, ...]:
        """The requests on the agenda."""
        return tuple(item.reading for item in self.items if item.reading)

    @property
    def files(self) -> int:
        """How many files there are to read."""
        return sum(len({file.ref for file in one.files}) for one in self.requests)

    @property
    def latest(self) -> datetime:
        """The instant of the last fact in it: what is printed stands as of then."""
        told = [self.made_at, *(item.added_at for item in self.items)]
        return max([*told, *(one.submitted_at for one in self.requests if one.submitted_at)])


def meeting_pack(signed_in: SignedIn, session_id: int) -> Pack:
    """The pack of a session; raises NotAllowed for whoever is no part of the committee, NotFound for no session.

    Whoever has a role for the whole organisation sees every request, so nothing on an agenda is hidden from them.
    """
    if not reads_committee(signed_in):
        raise NotAllowed("committee_room")
    tx = reading()
    row = tx.execute(
        select(CommitteeSession, CommitteeDate)
        .outerjoin(CommitteeDate, CommitteeDate.id == CommitteeSession.date_id)
        .where(CommitteeSession.id == session_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    session, date = row
    home = tx.scalars(select(Organisation)).one()
    officers = _names(tx, session.chair_id, session.secretary_id)
    return Pack(
        ref=ref("MTG", session.id),
        title=session.title,
        kind=session.kind,
        status="called_off" if session.called_off_at else session.status,
        organisation=home.name,
        zone=home.zone,
        language=home.language,
        starts_at=date.starts_at if date else None,
        ends_at=date.ends_at if date else None,
        deadline_at=session.deadline_at,
        place=date.place if date else "",
        chair=officers[0],
        secretary=officers[1],
        made_at=session.made_at,
        items=_items(tx, session.id),
    )


def _names(tx: Session, *keys: int | None) -> list[str]:
    rows = tx.execute(select(Person.id, Person.name).where(Person.id.in_(keys)))
    known = {row.id: row.name for row in rows}
    return [known.get(key, "") if key else "" for key in keys]


def _items(tx: Session, session_id: int) -> tuple[PackItem, ...]:
    rows = tx.scalars(
        select(AgendaItem)
        .where(AgendaItem.session_id == session_id, AgendaItem.status != "taken_off")
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    read = readings(tx, [row.request_id for row in rows if row.request_id is not None])
    return tuple(
        PackItem(
            number, row.kind, row.title, row.note, row.status, row.added_at, read.get(row.request_id or 0)
        )
        for number, row in enumerate(rows, 1)
    )
