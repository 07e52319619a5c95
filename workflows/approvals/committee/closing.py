"""Closes motions and sessions: counts the votes, and what they carry becomes signatures in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.committee_session import CommitteeSession
from models.enums import Decision
from models.motion import Motion
from models.vote import Vote
from workflows.approvals.committee import actions
from workflows.approvals.committee.applying import apply_votes
from workflows.approvals.committee.counting import CARRIED, LOST, Tally, count
from workflows.approvals.committee.machine import OPEN, fire_item, fire_session
from workflows.approvals.committee.motions import item_of, open_motion
from workflows.approvals.committee.room import Act, begin, session_key, where_of
from workflows.approvals.committee.voters import (
    Voter,
    ballots,
    conflicted_on,
    hall_of,
    latest_by_person,
    still_votes,
    votes_of,
)
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import is_final
from workflows.ground import words
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people.standing import hold, standings


@dataclass(frozen=True)
class CloseMotion:
    """Ends the vote on the motion that the person sees."""

    session_ref: str
    item_id: int
    motion_uuid: str
    submit_id: str | None = None


@dataclass(frozen=True)
class CloseSession:
    """Ends a session; what is open on its agenda is deferred."""

    session_ref: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Closed:
    """How a motion ended: its result, how many votes became signatures, and where its request stands."""

    result: str
    applied: int
    request_status: str


def close_motion(actor: Actor, command: CloseMotion) -> Closed:
    """Closes the motion and applies it in one transaction; of two who close it one finds it closed.

    Raises Conflict that names the voter whose vote no longer holds: then the motion stays open and nothing is applied.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        item = _item(tx, command.session_ref, command.item_id)
        held = hold_voters(tx, item.id, actor.person_id)
        claim(tx, actor, command, command.session_ref)
        if item.request_id is not None:
            lock_request(tx, ref("REQ", item.request_id))
        act = begin(tx, actor, command.session_ref)
        act.require_presiding()
        act.require(OPEN)
        item = act.item(command.item_id)
        motion = open_motion(tx, item.id, lock=True)
        if motion is None or motion.uuid != command.motion_uuid:
            raise Conflict("motion_closed")
        votes = latest_by_person(votes_of(tx, motion.id))
        if {vote.person_id for vote in votes} - held:
            # Somebody voted after the voters were held: their standing could still change under this decision.
            raise Conflict("somebody_was_first")
        return end_motion(act, item, motion, votes)


def hold_voters(tx: Session, item_id: int, actor_id: int | None = None) -> set[int]:
    """Keeps everybody who voted on the open motion of an item as they are; gives their keys."""
    motion = open_motion(tx, item_id)
    voters = {vote.person_id for vote in votes_of(tx, motion.id)} if motion is not None else set()
    for person_id in sorted(voters | ({actor_id} if actor_id is not None else set())):
        hold(tx, person_id)
    return voters


def end_motion(
    act: Act, item: AgendaItem, motion: Motion, votes: list[Vote], unapplied: dict[str, Any] | None = None
) -> Closed:
    """Counts, applies and closes a locked motion. `unapplied` says why a deadline closes it without applying it."""
    tx = act.tx
    if unapplied is None:
        _require_voters(act, votes)
    tally = tally_of(tx, act.session, item, motion)
    result = tally.result
    applied = 0
    if unapplied is None and motion.digest and item.request_id is not None and result in (CARRIED, LOST):
        applied = apply_votes(tx, act.now, item.request_id, motion, placeable(votes, result, tx, item))
    if applied:
        motion.applied_at = act.now
    motion.closed_at, motion.result = act.now, result
    motion.count = _count_text(tally, unapplied)
    status = _request_status(tx, item)
    if result == CARRIED or (item.request_id is not None and is_final(status)):
        fire_item(item, "decide")
        item.decided_at = act.now
    act.enter(
        actions.MOTION_CLOSED,
        {
            "item": [None, item.position],
            "motion": [None, motion.uuid],
            "result": [None, result],
            "count": [None, {k: v for k, v in tally.stored().items() if k != "vetoed_by"}],
            "vetoes": [None, len(tally.vetoed_by)],
            "signatures": [None, applied],
        },
        where=where_of(tx, item.request_id),
    )
    return Closed(result, applied, status)


def _require_voters(act: Act, votes: list[Vote]) -> None:
    """Raises Conflict that names a voter who lost their part in the committee since they voted."""
    hall = hall_of(act.tx, act.session)
    known = standings(act.tx, [vote.person_id for vote in votes], act.now)
    for vote in votes:
        voter = Voter(vote.person_id, hall.member(vote.in_place_of_id or vote.person_id))
        if not still_votes(voter, known.get(vote.person_id)):
            why = words.text("vote_no_role", {"name": vote.printed_name})
            raise Conflict("vote_no_longer_holds", name=vote.printed_name, why=why)


def placeable(votes: list[Vote], result: str, tx: Session, item: AgendaItem) -> list[Vote]:
    """The votes that become signatures: all seats of a carried motion, of a lost one only what rejects.

    Nothing is approved against the committee's majority, and no rejection of a seat is overruled by it.
    """
    conflicted = conflicted_on(tx, item.id)
    mine = [vote for vote in votes if vote.person_id not in conflicted]
    if result == CARRIED:
        return mine
    return [vote for vote in mine if vote.choice == "against" and vote.decision == Decision.REJECT]


def tally_of(tx: Session, session: CommitteeSession, item: AgendaItem, motion: Motion) -> Tally:
    """The count as it stands now."""
    hall = hall_of(tx, session)
    return count(hall.members, conflicted_on(tx, item.id), ballots(votes_of(tx, motion.id), hall))


def close_session(actor: Actor, command: CloseSession) -> None:
    """Closes the session; raises Conflict while a motion is open. Open items are deferred, who is here has left."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, command.session_ref)
        act.require_presiding()
        act.require(OPEN)
        end_session(act)


def end_session(act: Act) -> None:
    """Ends a locked, open session without an open motion."""
    items = act.tx.scalars(
        select(AgendaItem).where(AgendaItem.session_id == act.session.id).with_for_update()
    ).all()
    for item in items:
        if open_motion(act.tx, item.id) is not None:
            raise Conflict("session_motion_open")
        if item.status == OPEN:
            fire_item(item, "defer")
    fire_session(act.session, "close_it")
    act.session.closed_at = act.now
    deferred = [item.position for item in items if item.status == "deferred"]
    act.enter(actions.CLOSED, {"deferred": [None, deferred]})


def _item(tx: Session, session_ref: str, item_id: int) -> AgendaItem:
    session = tx.get(CommitteeSession, session_key(session_ref))
    if session is None:
        raise NotFound("not_found")
    return item_of(tx, session.id, item_id)


def _request_status(tx: Session, item: AgendaItem) -> str:
    return "" if item.request_id is None else tx.get_one(ApprovalRequest, item.request_id).status


def _count_text(tally: Tally, unapplied: dict[str, Any] | None) -> str:
    return canonical_text(tally.stored() | ({"unapplied": unapplied} if unapplied else {}))
