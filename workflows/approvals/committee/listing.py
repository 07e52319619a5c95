"""The committee's front page: who belongs to it, its sessions, and which requests wait for an agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.item_conflict import ItemConflict
from models.motion import Motion
from models.vote import Vote
from workflows.approvals.committee.charter import CHAIR, charter, half
from workflows.approvals.committee.machine import CLOSED, OPEN
from workflows.approvals.committee.members import Member, deputy_rows, members_now, members_of
from workflows.approvals.committee.planning import free_dates
from workflows.approvals.committee.reading import names_of
from workflows.approvals.committee.room import leads_committee, reads_committee
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn
from workflows.people.standing import everybody

MOST = 100


@dataclass(frozen=True)
class SessionLine:
    """A session in a list."""

    ref: str
    kind: str
    title: str
    status: str
    called_off: bool
    starts_at: datetime | None
    deadline_at: datetime | None
    closed_at: datetime | None
    items: int


@dataclass(frozen=True)
class DeputyLine:
    """A deputy in a list."""

    uuid: str
    member: str
    deputy: str
    starts_on: date
    ends_on: date | None
    may_end: bool


@dataclass(frozen=True)
class VoteLine:
    """A motion that waits for the reader's vote."""

    session_ref: str
    item_id: int
    title: str
    deadline_at: datetime | None


@dataclass(frozen=True)
class CommitteePage:
    """The front page."""

    votes: tuple[VoteLine, ...]
    sessions: tuple[SessionLine, ...]
    past: tuple[SessionLine, ...]
    members: tuple[tuple[Member, tuple[str, ...]], ...]
    vacant: tuple[str, ...]
    quorum: int
    deputies: tuple[DeputyLine, ...]
    charter_items: tuple[str, ...]
    dates: tuple[tuple[str, str, datetime], ...]
    leads: bool
    now: datetime


def require_reader(account: SignedIn | None) -> SignedIn:
    """Raises NotAllowed for whoever has no role for the whole organisation."""
    if account is None or not reads_committee(account):
        raise NotAllowed("committee_room")
    return account


def committee_page(account: SignedIn | None) -> CommitteePage:
    """The committee as this reader sees it; raises NotAllowed for whoever has no part in it."""
    reader, tx, now = require_reader(account), reading(), clock.glance()
    members = members_now(tx, now)
    lines = _sessions(tx)
    held = {role for member in members for role in member.roles}
    return CommitteePage(
        votes=_votes(tx, reader),
        sessions=tuple(one for one in lines if one.status != CLOSED and not one.called_off),
        past=tuple(one for one in reversed(lines) if one.status == CLOSED or one.called_off),
        members=tuple((one, tuple(role_label(role) for role in one.roles)) for one in members),
        vacant=tuple(role_label(role) for role in charter().roles if role not in held),
        quorum=half(len(members)),
        deputies=_deputies(tx, now, reader),
        charter_items=charter().items,
        dates=tuple((one.uuid, one.title, one.starts_at) for one in free_dates(tx, now)),
        leads=leads_committee(reader),
        now=now,
    )


def _sessions(tx: Session) -> list[SessionLine]:
    """The sessions of the last time in the order they are held."""
    counted = (
        select(AgendaItem.session_id, func.count().label("size"))
        .where(AgendaItem.status != "taken_off")
        .group_by(AgendaItem.session_id)
        .subquery()
    )
    rows = tx.execute(
        select(CommitteeSession, CommitteeDate, counted.c.size)
        .outerjoin(CommitteeDate, CommitteeDate.id == CommitteeSession.date_id)
        .outerjoin(counted, counted.c.session_id == CommitteeSession.id)
        .order_by(CommitteeSession.id.desc())
        .limit(MOST)
    )
    found = [
        SessionLine(
            ref=ref("MTG", one.id),
            kind=one.kind,
            title=one.title,
            status=one.status,
            called_off=one.called_off_at is not None or (day is not None and day.called_off_at is not None),
            starts_at=day.starts_at if day is not None else None,
            deadline_at=one.deadline_at,
            closed_at=one.closed_at,
            items=items or 0,
        )
        for one, day, items in rows
    ]
    return sorted(found, key=_held_at)


def _held_at(line: SessionLine) -> str:
    """When a session is or was, as text that sorts."""
    when = line.starts_at or line.deadline_at
    return f"{when.isoformat() if when else ''} {line.ref}"


def _votes(tx: Session, reader: SignedIn) -> tuple[VoteLine, ...]:
    """Motions of open sessions whose member the reader is, on which they neither voted nor stepped back."""
    voted = select(Vote.motion_id).where(Vote.person_id == reader.id)
    stepped = select(ItemConflict.item_id).where(ItemConflict.person_id == reader.id)
    rows = tx.execute(
        select(CommitteeSession, AgendaItem)
        .join(AgendaItem, AgendaItem.session_id == CommitteeSession.id)
        .join(Motion, Motion.item_id == AgendaItem.id)
        .where(
            CommitteeSession.status == OPEN,
            Motion.closed_at.is_(None),
            Motion.id.not_in(voted),
            AgendaItem.id.not_in(stepped),
        )
        .order_by(CommitteeSession.id, AgendaItem.position)
        .limit(MOST)
    )
    return tuple(
        VoteLine(ref("MTG", session.id), item.id, item.title, session.deadline_at)
        for session, item in rows
        if any(member.person_id == reader.id for member in members_of(session))
    )


def _deputies(tx: Session, now: datetime, reader: SignedIn) -> tuple[DeputyLine, ...]:
    rows = deputy_rows(tx, now, ahead=True)
    names = names_of(tx, [key for row in rows for key in (row.member_id, row.deputy_id)])
    leads = leads_committee(reader)
    return tuple(
        DeputyLine(
            row.uuid,
            names.get(row.member_id, ""),
            names.get(row.deputy_id, ""),
            row.starts_on,
            row.ends_on,
            leads or reader.id in (row.member_id, row.deputy_id),
        )
        for row in rows
    )


def people_to_name() -> tuple[tuple[int, str], ...]:
    """Everybody active with a role for the whole organisation, by name: secretaries, deputies, guests."""
    tx = reading()
    found = [one for one in everybody(tx, clock.glance()) if reads_committee(one)]
    return tuple((one.person_id, one.name) for one in found)


def chairs() -> tuple[tuple[int, str], ...]:
    """Who can lead a session: holders of the chair's role, then their deputies."""
    tx = reading()
    found = [one for one in members_now(tx, clock.glance()) if CHAIR in one.roles]
    own = {one.person_id: one.name for one in found}
    return tuple((names_of(tx, {key for one in found for key in one.deputies} - own.keys()) | own).items())
