"""The sweep that ends circulations at their deadline: each motion by the votes cast, then the circulation itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.committee_session import CommitteeSession
from models.motion import Motion
from models.subject import Subject
from workflows.approvals.committee.closing import end_motion, end_session, hold_voters
from workflows.approvals.committee.machine import OPEN
from workflows.approvals.committee.motions import open_motion
from workflows.approvals.committee.planning import CIRCULATION
from workflows.approvals.committee.room import Act
from workflows.approvals.committee.voters import latest_by_person, votes_of
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.refused import Refused
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.people.standing import Standing

_NOBODY = Standing(0, CLOCK.uuid, CLOCK.name, "", "", True, False, ())


def sweep(limit: int = 200) -> Swept:
    """Closes what is due, at most `limit` of each; safe to run any number of times at once."""
    return each("circulations", lambda tx: _motions(tx, limit), _end_motion) + each(
        "circulations", lambda tx: _sessions(tx, limit), _end_session
    )


def _due(tx: Session) -> Any:
    return (
        CommitteeSession.kind == CIRCULATION,
        CommitteeSession.status == OPEN,
        CommitteeSession.deadline_at <= clock.now(tx),
    )


def _motions(tx: Session, limit: int) -> Sequence[int]:
    return tx.scalars(
        select(Motion.id)
        .join(AgendaItem, AgendaItem.id == Motion.item_id)
        .join(CommitteeSession, CommitteeSession.id == AgendaItem.session_id)
        .where(*_due(tx), Motion.closed_at.is_(None))
        .order_by(Motion.id)
        .limit(limit)
    ).all()


def _sessions(tx: Session, limit: int) -> Sequence[int]:
    standing = exists().where(
        AgendaItem.session_id == CommitteeSession.id,
        Motion.item_id == AgendaItem.id,
        Motion.closed_at.is_(None),
    )
    return tx.scalars(
        select(CommitteeSession.id).where(*_due(tx), ~standing).order_by(CommitteeSession.id).limit(limit)
    ).all()


def _end_motion(tx: Session, key: int) -> bool:
    """One motion, in the order of every decision: persons, subject, request, session, item, motion."""
    found = tx.get_one(Motion, key)
    item = tx.get_one(AgendaItem, found.item_id)
    held = hold_voters(tx, item.id)
    if item.request_id is not None and not _lock_request(tx, item.request_id):
        return False
    act = _acting(tx, item.session_id)
    if act is None:
        return False
    item = act.item(item.id)
    motion = open_motion(tx, item.id, lock=True)
    if motion is None or motion.id != key:
        return False
    votes = latest_by_person(votes_of(tx, motion.id))
    if {vote.person_id for vote in votes} - held:
        return False
    try:
        with tx.begin_nested():
            end_motion(act, item, motion, votes)
    except Refused as refused:
        # The deadline ends the vote all the same; the page names whose vote no longer held.
        why = {"code": refused.code, **{name: str(value) for name, value in refused.params.items()}}
        end_motion(act, item, motion, votes, unapplied=why)
    return True


def _lock_request(tx: Session, request_id: int) -> bool:
    of_request = select(ApprovalRequest.subject_id).where(ApprovalRequest.id == request_id).scalar_subquery()
    if lock_due(tx, Subject, Subject.id == of_request) is None:
        return False
    return lock_due(tx, ApprovalRequest, ApprovalRequest.id == request_id) is not None


def _acting(tx: Session, session_id: int) -> Act | None:
    session = lock_due(tx, CommitteeSession, CommitteeSession.id == session_id, *_due(tx))
    return None if session is None else Act(tx, clock.now(tx), CLOCK, _NOBODY, session)


def _end_session(tx: Session, key: int) -> bool:
    act = _acting(tx, key)
    if act is None:
        return False
    end_session(act)
    return True
