"""Declares a conflict of interest: no vote on that item, and a signed recusal where the person could fill a seat."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.committee_session import CommitteeSession
from models.enums import Decision
from models.item_conflict import ItemConflict
from workflows.approvals import deciding
from workflows.approvals.committee import actions
from workflows.approvals.committee.machine import OPEN, PLANNED
from workflows.approvals.committee.motions import item_of, open_motion
from workflows.approvals.committee.room import Act, require_room, session_key, where_of
from workflows.approvals.committee.stand import Stand, stand_on
from workflows.approvals.committee.voters import conflicted_on, votes_of
from workflows.approvals.guarding import guard
from workflows.approvals.placing import enter_signature, place_signature
from workflows.approvals.pool.recusing import tell_who_is_left
from workflows.approvals.signing import Sign, read_locked
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.people.proof import consume
from workflows.people.standing import hold

LONGEST = 1_000


@dataclass(frozen=True)
class DeclareConflict:
    """A conflict of the person on one item; seat and digest as the page showed them, empty without a seat."""

    session_ref: str
    item_id: int
    reason: str
    seat_key: str = ""
    digest: str = ""
    proof: str = ""
    submit_id: str | None = None


def purpose(command: DeclareConflict) -> str:
    """What the proof of the credential is bound to where a seat is stepped back from."""
    return f"conflict:{command.session_ref}:{command.item_id}:{command.seat_key}:{command.digest}"


def declare_conflict(actor: Actor, command: DeclareConflict) -> None:
    """Notes the conflict; where the person could fill a seat of the request they step back from it by a signature.

    Raises Refused beside the reason, Conflict after a vote or a second time, Stale when the seat is another by now.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, command.session_ref)
        session, item = _find(tx, command)
        now = clock.now(tx)
        act = Act(tx, now, actor, require_room(tx, actor, now), session)
        act.require(PLANNED, OPEN)
        _check(act, item, command)
        stand = stand_on(tx, item.request_id, act.standing, now, lock=True) if item.request_id else None
        seat_key = seat_to_leave(stand)
        if seat_key != command.seat_key:
            raise Stale("vote_seat_moved")
        if seat_key:
            _step_back(act, item, command)
        tx.add(
            ItemConflict(
                item_id=item.id,
                person_id=act.standing.person_id,
                reason=command.reason.strip(),
                declared_at=now,
            )
        )
        changes = {"item": [None, item.position], "recused": [None, bool(seat_key)]}
        words = {"reason": command.reason.strip()}
        act.enter(actions.CONFLICT, changes, words, where_of(tx, item.request_id))


def seat_to_leave(stand: Stand | None) -> str:
    """The seat of the request that the person could fill; empty for none."""
    return stand.seat.key if stand is not None and stand.seat is not None else ""


def _find(tx: Session, command: DeclareConflict) -> tuple[CommitteeSession, AgendaItem]:
    session = tx.get(CommitteeSession, session_key(command.session_ref))
    if session is None:
        raise NotFound("not_found")
    return session, item_of(tx, session.id, command.item_id)


def _check(act: Act, item: AgendaItem, command: DeclareConflict) -> None:
    if item.status != OPEN:
        raise Conflict("item_not_open")
    if not command.reason.strip():
        raise Refused("conflict_reason", field="reason")
    if len(command.reason) > LONGEST:
        raise Refused("text_too_long", field="reason", most=LONGEST)
    me = act.standing.person_id
    if me in conflicted_on(act.tx, item.id):
        raise Conflict("conflict_declared")
    motion = open_motion(act.tx, item.id)
    if motion is not None and any(vote.person_id == me for vote in votes_of(act.tx, motion.id)):
        raise Conflict("conflict_voted")


def _step_back(act: Act, item: AgendaItem, command: DeclareConflict) -> None:
    """The recusal of the request, as its own page would sign it."""
    tx = act.tx
    sign = Sign(
        request_ref=ref("REQ", item.request_id or 0),
        seat_key=command.seat_key,
        decision=Decision.RECUSE.value,
        digest=command.digest,
        reason=command.reason,
    )
    signing = read_locked(tx, act.actor, sign)
    signing.now = act.now
    guard(signing, sign, ahead=True)
    used = consume(tx, act.actor, command.proof, purpose(command), act.now)
    request, before = signing.request, signing.request.status
    signature = place_signature(signing, sign, used)
    changes = deciding.follow(tx, act.now, act.actor, request, signing.seats, sign.decision)
    tell_who_is_left(tx, act.now, request, signing.seats, signing.standing.person_id, signing.facts.request)
    if request.status != before:
        changes["status"] = [before, request.status]
    enter_signature(signing, act.actor, sign, signature, changes)
