"""Opens a session and keeps who attends: members and quorum are fixed at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.attendance import Attendance
from workflows.approvals.committee import actions
from workflows.approvals.committee.charter import CHAIR, half
from workflows.approvals.committee.machine import OPEN, PLANNED, fire_session
from workflows.approvals.committee.members import Member, fixed, members_now, members_of
from workflows.approvals.committee.planning import SITTING
from workflows.approvals.committee.room import Act, begin, reads_committee
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.standing import Standing, standings


@dataclass(frozen=True)
class Present:
    """Somebody who is here; `in_place_of_id` the member whose deputy they are, None for themselves."""

    person_id: int
    in_place_of_id: int | None = None


@dataclass(frozen=True)
class OpenSession:
    """Opens a session with who is here; a circulation needs nobody present."""

    session_ref: str
    present: tuple[Present, ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True)
class NoteAttendance:
    """Who is here now; whoever was and is missing from it has left."""

    session_ref: str
    present: tuple[Present, ...]
    submit_id: str | None = None


def open_session(actor: Actor, command: OpenSession) -> None:
    """Opens the session; raises Refused when the quorum is not here, Conflict when it is not planned any more."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, command.session_ref)
        act.require_presiding()
        act.require(PLANNED)
        _require_agenda(act)
        members = members_now(tx, act.now)
        if not members:
            raise Refused("session_no_members")
        if act.session.kind == SITTING:
            _note(act, members, command.present)
            _require_quorum(members, command.present)
        elif act.session.deadline_at is None or act.session.deadline_at <= act.now:
            raise Conflict("session_not_there")
        session = act.session
        session.members, session.quorum, session.opened_at = fixed(members), half(len(members)), act.now
        fire_session(session, "open_it")
        numbers = {"members": [None, len(members)], "quorum": [None, session.quorum]}
        act.enter(actions.OPENED, {"present": [None, len(command.present)], **numbers})
        concerned = [member.person_id for member in members]
        put(tx, act.now, "session:opened", ("committee_session", session.uuid), "opened", concerned)


def note_attendance(actor: Actor, command: NoteAttendance) -> None:
    """Notes who is here from now on and who has left; raises Refused beside the person who cannot be."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, command.session_ref)
        act.require_presiding()
        act.require(OPEN)
        came, left = _note(act, members_of(act.session), command.present)
        if came or left:
            act.enter(actions.ATTENDANCE, {"came": [None, came], "left": [None, left]})


def _require_agenda(act: Act) -> None:
    standing = select(func.count()).where(AgendaItem.session_id == act.session.id, AgendaItem.status == OPEN)
    if not act.tx.scalars(standing).one():
        raise Refused("session_no_agenda")


def _require_quorum(members: Sequence[Member], present: Sequence[Present]) -> None:
    here = {one.in_place_of_id or one.person_id for one in present} & {one.person_id for one in members}
    needed = half(len(members))
    if len(here) < needed:
        raise Refused("session_no_quorum", needed=needed, members=len(members), present=len(here))
    persons = {one.person_id for one in present}
    chairs = [member for member in members if CHAIR in member.roles]
    if not any({member.person_id, *member.deputies} & persons for member in chairs):
        raise Refused("session_chair_missing")


def _note(act: Act, members: Sequence[Member], present: Sequence[Present]) -> tuple[list[str], list[str]]:
    """Brings the attendance to what is said; gives the uuids of who came and who left."""
    tx = act.tx
    rows = {row.person_id: row for row in attendance_of(tx, act.session.id)}
    known = standings(tx, [*rows, *(one.person_id for one in present)], act.now)
    _check(members, present, known)
    came, left = [], []
    wanted = {one.person_id: one for one in present}
    for key, row in rows.items():
        if row.left_at is None and key not in wanted:
            row.left_at = act.now
            left.append(known[key].uuid)
    for key, one in wanted.items():
        was = rows.get(key)
        if was is not None and was.left_at is None and was.in_place_of_id == one.in_place_of_id:
            continue
        came.append(known[key].uuid)
        here = was or Attendance(session_id=act.session.id, person_id=key, came_at=act.now)
        here.left_at, here.in_place_of_id = None, one.in_place_of_id
        here.noted_by_id = act.standing.person_id
        tx.add(here)
    return came, left


def _check(members: Sequence[Member], present: Sequence[Present], known: dict[int, Standing]) -> None:
    by_key = {member.person_id: member for member in members}
    places: set[int] = set()
    seen: set[int] = set()
    for one in present:
        person = known.get(one.person_id)
        if person is None or not person.active or not reads_committee(person):
            raise Refused("attendance_unknown", field="present")
        place = one.in_place_of_id or one.person_id
        if one.person_id in seen or place in places:
            raise Refused("attendance_twice", field="present", name=person.name)
        if one.in_place_of_id is not None:
            member = by_key.get(one.in_place_of_id)
            if member is None or one.person_id not in member.deputies:
                raise Refused("attendance_not_deputy", field="present", name=person.name)
        seen.add(one.person_id)
        places.add(place)


def attendance_of(tx: Session, session_id: int) -> Sequence[Attendance]:
    """Everybody who was at a session, in the order they came."""
    return tx.scalars(
        select(Attendance).where(Attendance.session_id == session_id).order_by(Attendance.id)
    ).all()
