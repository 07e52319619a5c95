"""Reads the facts of a session out of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.attendance import Attendance
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.item_conflict import ItemConflict
from models.motion import Motion
from models.person import Person
from models.vote import Vote
from workflows.approvals.committee.charter import half
from workflows.approvals.committee.facts import (
    ConflictFact,
    GuestFact,
    ItemFact,
    MemberFact,
    MotionFact,
    SessionFacts,
)
from workflows.approvals.committee.members import Member, members_now, members_of
from workflows.approvals.committee.motion_facts import motion_facts
from workflows.approvals.committee.opening import attendance_of
from workflows.approvals.committee.voters import Hall
from workflows.approvals.policies.words import role_label
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound


def session_facts(tx: Session, session_id: int, now: datetime) -> SessionFacts:
    """Everything about one session; before its opening the members are those of today. Raises NotFound."""
    row = tx.execute(
        select(CommitteeSession, CommitteeDate)
        .outerjoin(CommitteeDate, CommitteeDate.id == CommitteeSession.date_id)
        .where(CommitteeSession.id == session_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    session, day = row
    members = members_of(session) or members_now(tx, now)
    attended = attendance_of(tx, session.id)
    names = _names(tx, members, attended, session)
    guests = [
        one for one in attended if one.in_place_of_id is None and not _is_member(members, one.person_id)
    ]
    return SessionFacts(
        id=session.id,
        uuid=session.uuid,
        ref=ref("MTG", session.id),
        kind=session.kind,
        title=session.title,
        status=session.status,
        called_off=session.called_off_at is not None or (day is not None and day.called_off_at is not None),
        **_when(day),
        deadline_at=session.deadline_at,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        chair_id=session.chair_id,
        chair=names.get(session.chair_id or 0, ""),
        secretary_id=session.secretary_id,
        secretary=names.get(session.secretary_id or 0, ""),
        quorum=session.quorum or half(len(members)),
        members=tuple(_member(one, attended, names) for one in members),
        guests=tuple(
            GuestFact(one.person_id, names[one.person_id], one.came_at, one.left_at) for one in guests
        ),
        items=_items(tx, session, members, attended),
        revision=session.revision,
    )


def _when(day: CommitteeDate | None) -> dict[str, Any]:
    """When and where a sitting is; a circulation has no date."""
    return {
        "starts_at": day.starts_at if day is not None else None,
        "ends_at": day.ends_at if day is not None else None,
        "place": day.place if day is not None else "",
    }


def _is_member(members: Sequence[Member], person_id: int) -> bool:
    return any(one.person_id == person_id for one in members)


def _names(
    tx: Session, members: Sequence[Member], attended: Sequence[Attendance], session: CommitteeSession
) -> dict[int, str]:
    """Names of everybody the head of the page names; members as they were fixed."""
    wanted = {one.person_id for one in attended} | {session.chair_id, session.secretary_id}
    wanted |= {key for member in members for key in member.deputies}
    return names_of(tx, wanted) | {one.person_id: one.name for one in members}


def names_of(tx: Session, keys: Iterable[int | None]) -> dict[int, str]:
    """The names of these persons."""
    wanted = sorted({key for key in keys if key is not None})
    rows = tx.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def _member(member: Member, attended: Sequence[Attendance], names: Mapping[int, str]) -> MemberFact:
    own = next(
        (one for one in attended if one.person_id == member.person_id and one.in_place_of_id is None), None
    )
    deputy = next((one for one in attended if one.in_place_of_id == member.person_id), None)
    here = deputy if deputy is not None and (own is None or own.left_at is not None) else own
    by_deputy = here is not None and here is deputy
    return MemberFact(
        person_id=member.person_id,
        name=member.name,
        roles=tuple(role_label(role) for role in member.roles),
        deputies=tuple((key, names.get(key, "")) for key in member.deputies),
        came_at=here.came_at if here is not None else None,
        left_at=here.left_at if here is not None else None,
        deputy=names.get(here.person_id, "") if here is not None and by_deputy else "",
        deputy_id=here.person_id if here is not None and by_deputy else None,
    )


def _items(
    tx: Session,
    session: CommitteeSession,
    members: tuple[Member, ...],
    attended: Sequence[Attendance],
) -> tuple[ItemFact, ...]:
    rows = tx.execute(
        select(AgendaItem, ApprovalRequest)
        .outerjoin(ApprovalRequest, ApprovalRequest.id == AgendaItem.request_id)
        .where(AgendaItem.session_id == session.id)
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    keys = [item.id for item, _ in rows]
    conflicts: dict[int, list[ItemConflict]] = defaultdict(list)
    for one in tx.scalars(
        select(ItemConflict).where(ItemConflict.item_id.in_(keys)).order_by(ItemConflict.id)
    ):
        conflicts[one.item_id].append(one)
    motions = tx.scalars(select(Motion).where(Motion.item_id.in_(keys)).order_by(Motion.id)).all()
    votes = tx.scalars(
        select(Vote).where(Vote.motion_id.in_([one.id for one in motions])).order_by(Vote.id)
    ).all()
    here = {one.person_id: one.in_place_of_id for one in attended if one.left_at is None}
    wanted = {one.person_id for found in conflicts.values() for one in found}
    wanted |= {one.moved_by_id for one in motions} | {key for one in votes if (key := one.in_place_of_id)}
    names = names_of(tx, wanted)
    hall = Hall(members, session.kind == "sitting", here, names)
    by_item = motion_facts(tx, hall, motions, votes, conflicts)
    return tuple(
        _item(item, request, conflicts.get(item.id, []), names, by_item.get(item.id, ()))
        for item, request in rows
    )


def _item(
    item: AgendaItem,
    request: ApprovalRequest | None,
    conflicts: Sequence[ItemConflict],
    names: Mapping[int, str],
    motions: tuple[MotionFact, ...],
) -> ItemFact:
    return ItemFact(
        id=item.id,
        uuid=item.uuid,
        position=item.position,
        kind=item.kind,
        title=item.title,
        note=item.note,
        status=item.status,
        decided_at=item.decided_at,
        request_id=item.request_id,
        request_ref=ref("REQ", request.id) if request is not None else "",
        request_status=request.status if request is not None else "",
        gate=request.gate if request is not None else "",
        tier=request.tier if request is not None else "",
        due_at=request.due_at if request is not None else None,
        conflicts=tuple(
            ConflictFact(one.person_id, names.get(one.person_id, ""), one.reason, one.declared_at)
            for one in conflicts
        ),
        motions=motions,
    )
