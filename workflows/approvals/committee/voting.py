"""Casts a vote with the member's own credential: the signature of the seat they would fill, or a vote on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.committee_session import CommitteeSession
from models.motion import Motion
from models.vote import Vote
from workflows.approvals.committee import actions
from workflows.approvals.committee.ballot import Ballot, Sentence, as_signature, ballot_for, reason_needed
from workflows.approvals.committee.machine import OPEN
from workflows.approvals.committee.motions import item_of, open_motion
from workflows.approvals.committee.room import Act, require_room, session_key, where_of
from workflows.approvals.committee.voters import hall_of
from workflows.approvals.guarding import guard
from workflows.approvals.sealing import LANGUAGE
from workflows.approvals.signing import Act as SignAct
from workflows.approvals.signing import Sign
from workflows.approvals.terms import frozen_terms
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text, sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.people.proof import ProofUsed, consume
from workflows.people.standing import hold

LONGEST = 5_000


@dataclass(frozen=True)
class CastVote:
    """A vote as its page showed it: motion, seat (empty for none) and digest are what the voter read."""

    session_ref: str
    item_id: int
    motion_uuid: str
    choice: str
    seat_key: str = ""
    digest: str = ""
    reason: str = ""
    unchecked_is_fine: bool = False
    proof: str = ""
    submit_id: str | None = None


def purpose(command: CastVote) -> str:
    """What the proof of the credential is bound to: this motion, choice, seat and content."""
    return f"vote:{command.motion_uuid}:{command.choice}:{command.seat_key}:{command.digest}"


def cast_vote(actor: Actor, command: CastVote) -> str:
    """Stores the vote and gives its uuid; a later vote of the same person replaces an earlier one in the count.

    A vote for a seat passes the very guard that a signature passes, now and again when the motion is applied. Raises
    Conflict when the motion is closed, Stale when the content moved, Refused with the reason why they do not vote.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, command.session_ref)
        session, item = _find(tx, command)
        now = clock.now(tx)
        standing = require_room(tx, actor, now)
        hall = hall_of(tx, session)
        seen = open_motion(tx, item.id)
        if seen is None or seen.uuid != command.motion_uuid or not takes_votes(session, now):
            raise Conflict("motion_closed")
        ballot = ballot_for(tx, hall, item, seen, standing, now, lock=True)
        motion = open_motion(tx, item.id, lock=True)
        if motion is None or motion.uuid != command.motion_uuid:
            raise Conflict("motion_closed")
        said = _check(ballot, motion, item, command)
        act = Act(tx, now, actor, standing, session)
        sign = _guarded(act, ballot, motion, item, said, command)
        used = consume(tx, actor, command.proof, purpose(command), now)
        vote = _store(act, ballot, motion, said, command, used, sign)
        _enter(act, item, motion, vote)
        return vote.uuid


def takes_votes(session: CommitteeSession, now: datetime) -> bool:
    """Whether votes count at this instant: the truth is the deadline, never whether a sweep came by."""
    return session.status == OPEN and (session.deadline_at is None or now < session.deadline_at)


def _find(tx: Session, command: CastVote) -> tuple[CommitteeSession, AgendaItem]:
    session = tx.get(CommitteeSession, session_key(command.session_ref))
    if session is None:
        raise NotFound("not_found")
    return session, item_of(tx, session.id, command.item_id)


def _check(ballot: Ballot, motion: Motion, item: AgendaItem, command: CastVote) -> Sentence:
    """The sentence that the voter signs, when it is still the one they read."""
    said = ballot.sentence(command.choice)
    if item.status != OPEN:
        raise Conflict("item_not_open")
    if motion.digest and ballot.digest != motion.digest:
        raise Stale("motion_moved_on")
    if (ballot.seat_key, ballot.digest) != (command.seat_key, command.digest):
        raise Stale("vote_seat_moved")
    if len(command.reason) > LONGEST:
        raise Refused("text_too_long", field="reason", most=LONGEST)
    if reason_needed(command.choice) and not command.reason.strip():
        raise Refused("vote_reason", field="reason")
    return said


def _guarded(
    act: Act, ballot: Ballot, motion: Motion, item: AgendaItem, said: Sentence, command: CastVote
) -> Sign | None:
    """The signature that the vote stands for, after the guard let it pass; None for a vote without a seat.

    That a seat has its turn is asked when the motion is applied: a step before it may be filled by the same motion.
    """
    stand = ballot.stand
    if not said.decision or stand is None or stand.seat is None or stand.round is None:
        return None
    sign = as_signature(
        motion,
        ref("REQ", item.request_id or 0),
        ballot.seat_key,
        said.decision,
        ballot.digest,
        command.reason,
        command.unchecked_is_fine,
    )
    signing = SignAct(
        act.tx,
        act.now,
        stand.subject,
        stand.request,
        stand.round,
        stand.policy,
        stand.body,
        list(stand.seats),
        stand.seat,
        act.standing,
        stand.facts,
    )
    guard(signing, sign, ahead=True)
    return sign


def _store(
    act: Act,
    ballot: Ballot,
    motion: Motion,
    said: Sentence,
    command: CastVote,
    used: ProofUsed,
    sign: Sign | None,
) -> Vote:
    terms = {} if sign is None else {**frozen_terms(sign), "unchecked_is_fine": command.unchecked_is_fine}
    vote = Vote(
        uuid=uuid7(),
        motion_id=motion.id,
        person_id=act.standing.person_id,
        in_place_of_id=ballot.voter.in_place_of,
        printed_name=act.standing.name,
        role=ballot.role,
        role_label=ballot.role_label[:120],
        seat_key=ballot.seat_key if said.decision else "",
        choice=said.choice,
        decision=said.decision,
        reason=command.reason.strip(),
        statement=said.statement,
        language=LANGUAGE,
        digest=ballot.digest,
        terms=canonical_text(terms),
        authenticated_by=used.method,
        authenticated_at=used.at,
        cast_at=act.now,
    )
    act.tx.add(vote)
    act.tx.flush()
    return vote


def _enter(act: Act, item: AgendaItem, motion: Motion, vote: Vote) -> None:
    changes = {
        "item": [None, item.position],
        "motion": [None, motion.uuid],
        "vote": [None, vote.uuid],
        "choice": [None, vote.choice],
        "seat": [None, vote.seat_key or None],
        "decision": [None, vote.decision or None],
        "authenticated_by": [None, vote.authenticated_by],
        "statement_sha256": [None, sha256(vote.statement.encode("utf-8"))],
    }
    words = {"reason": vote.reason, "statement": vote.statement}
    act.enter(actions.VOTE, changes, words, where_of(act.tx, item.request_id))
