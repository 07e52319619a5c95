"""Reads what happened in a session, the way its minutes freeze it; typed by hand are remarks and corrections only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.attendance import Attendance
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.motion import Motion
from models.organisation import Organisation
from models.vote import Vote
from workflows.approvals.committee.counting import Ballot, latest
from workflows.approvals.committee.members import members_of
from workflows.approvals.committee.minutes_body import (
    Body,
    ConflictLine,
    Guest,
    ItemLine,
    MotionLine,
    Place,
    VoteLine,
)
from workflows.approvals.committee.minutes_rows import Facts, facts_of
from workflows.ground.ids import ref


def gather(tx: Session, session: CommitteeSession, remarks: str, correction: str) -> Body:
    """The body of minutes drafted now."""
    items = tx.scalars(
        select(AgendaItem)
        .where(AgendaItem.session_id == session.id)
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    came = tx.scalars(
        select(Attendance).where(Attendance.session_id == session.id).order_by(Attendance.id)
    ).all()
    facts = facts_of(tx, session, items, came)
    date = tx.get(CommitteeDate, session.date_id) if session.date_id else None
    home = tx.scalars(select(Organisation)).one()
    following = _following(tx, session, date)
    places = _places(session, came, facts)
    return Body(
        session=ref("MTG", session.id),
        session_uuid=session.uuid,
        title=session.title,
        kind=session.kind,
        organisation=home.name,
        zone=home.zone,
        language=home.language,
        place=date.place if date else "",
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        deadline_at=session.deadline_at,
        chair=facts.name(session.chair_id),
        secretary=facts.name(session.secretary_id),
        needed=session.quorum or 0,
        places=places,
        guests=_guests(session, came, facts),
        items=tuple(_item(item, session, facts) for item in items),
        next_title=following.title if following else "",
        next_at=following.starts_at if following else None,
        remarks=remarks,
        correction=correction,
    )


def _places(session: CommitteeSession, came: Iterable[Attendance], facts: Facts) -> tuple[Place, ...]:
    """Each member's place: who came, or, where decisions went round, who voted."""
    seats = {one.in_place_of_id or one.person_id: one for one in came}
    voted = {
        vote.in_place_of_id or vote.person_id: vote.person_id
        for votes in facts.votes.values()
        for vote, _seal in votes
    }
    found = []
    for member in members_of(session):
        there = seats.get(member.person_id)
        if there is not None:
            person = facts.name(there.person_id)
            found.append(Place(member.name, member.roles, person, there.came_at, there.left_at))
        else:
            by = voted.get(member.person_id) if session.kind == "circulation" else None
            found.append(Place(member.name, member.roles, facts.name(by)))
    return tuple(found)


def _guests(session: CommitteeSession, came: Iterable[Attendance], facts: Facts) -> tuple[Guest, ...]:
    placed = {member.person_id for member in members_of(session)}
    return tuple(
        Guest(facts.name(one.person_id), one.came_at, one.left_at)
        for one in came
        if (one.in_place_of_id or one.person_id) not in placed
    )


def _item(item: AgendaItem, session: CommitteeSession, facts: Facts) -> ItemLine:
    request = facts.requests.get(item.request_id or 0)
    return ItemLine(
        position=item.position,
        kind=item.kind,
        title=item.title,
        request=ref("REQ", request.id) if request else "",
        gate=request.gate if request else "",
        status=item.status,
        outcome=request.status if request else "",
        note=item.note,
        conflicts=tuple(
            ConflictLine(facts.name(one.person_id), one.reason) for one in facts.conflicts.get(item.id, ())
        ),
        motions=tuple(_motion(motion, session, facts) for motion in facts.motions.get(item.id, ())),
    )


def _motion(motion: Motion, session: CommitteeSession, facts: Facts) -> MotionLine:
    count: dict[str, Any] = json.loads(motion.count or "{}")
    last = {vote.person_id: (vote, seal) for vote, seal in facts.votes.get(motion.id, ())}
    counted = _counted(session, [vote for vote, _seal in facts.votes.get(motion.id, ())])
    lines = [_vote(vote, seal, vote.id in counted, facts) for vote, seal in last.values()]
    return MotionLine(
        text=motion.text,
        decision=motion.decision,
        moved_by=facts.name(motion.moved_by_id),
        opened_at=motion.opened_at,
        closed_at=motion.closed_at,
        result=motion.result or "",
        votes_for=int(count.get("for", 0)),
        against=int(count.get("against", 0)),
        abstained=int(count.get("abstained", 0)),
        needed=int(count.get("needed", 0)),
        voted=int(count.get("voted", 0)),
        applied=motion.applied_at is not None,
        votes=tuple(sorted(lines, key=lambda line: line.cast_at)),
    )


def _counted(session: CommitteeSession, votes: list[Vote]) -> set[int]:
    """The votes that stand for a place, by the very rule that counted them."""
    members = {member.person_id for member in members_of(session)}
    by_person: dict[tuple[int, int | None], int] = {}
    ballots = []
    for vote in votes:
        place = vote.in_place_of_id or (vote.person_id if vote.person_id in members else None)
        ballots.append(Ballot(vote.person_id, place, vote.choice))
        by_person[vote.person_id, place] = vote.id
    return {by_person[one.person_id, one.member_id] for one in latest(ballots).values()}


def _vote(vote: Vote, seal: str, counts: bool, facts: Facts) -> VoteLine:
    return VoteLine(
        name=vote.printed_name,
        in_place_of=facts.name(vote.in_place_of_id),
        role_label=vote.role_label,
        choice=vote.choice,
        decision=vote.decision,
        reason=vote.reason,
        cast_at=vote.cast_at,
        counts=counts,
        became=seal,
    )


def _following(tx: Session, session: CommitteeSession, date: CommitteeDate | None) -> CommitteeDate | None:
    """The next sitting after this one."""
    after: datetime | None = date.starts_at if date else session.closed_at
    if after is None:
        return None
    return tx.scalars(
        select(CommitteeDate)
        .where(CommitteeDate.starts_at > after, CommitteeDate.called_off_at.is_(None))
        .order_by(CommitteeDate.starts_at)
        .limit(1)
    ).first()
