"""Puts the votes of a closed motion into their seats: each a signature of its own, all in the closing's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, SeatStatus
from models.motion import Motion
from models.person import Person
from models.signature import Signature
from models.vote import Vote
from models.vote_use import VoteUse
from workflows.approvals import deciding
from workflows.approvals.committee.ballot import as_signature
from workflows.approvals.expiry import is_over
from workflows.approvals.facts import seats_of
from workflows.approvals.guarding import guard
from workflows.approvals.placing import enter_signature, place_signature
from workflows.approvals.signing import Act, Sign, read_locked
from workflows.ground import words
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.ids import ref
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.people.proof import ProofUsed


@dataclass(frozen=True)
class Placed:
    """A vote that became a signature."""

    vote: Vote
    act: Act
    actor: Actor
    command: Sign
    signature: Signature


def apply_votes(tx: Session, now: datetime, request_id: int, motion: Motion, votes: Sequence[Vote]) -> int:
    """Signs every vote that stands for a seat whose turn it is, step by step; gives how many became signatures.

    A vote whose seat gets no turn by this motion stays a vote on record. Raises Conflict that names the person whose
    vote section 4, the digest or the seat no longer allows: then nothing at all is applied.
    """
    waiting = [vote for vote in votes if vote.decision]
    placed: list[Placed] = []
    while waiting:
        ready = [vote for vote in waiting if _has_turn(tx, request_id, vote)]
        if not ready:
            break
        step: list[Placed] = []
        for vote in ready:
            step.append(_place(tx, now, request_id, motion, vote, with_terms=not (placed or step)))
        _follow(tx, now, motion, step)
        placed += step
        waiting = [vote for vote in waiting if vote not in ready]
        if step[0].act.request.status not in (RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED):
            break
    for one in placed:
        tx.add(VoteUse(vote_id=one.vote.id, signature_id=one.signature.id, at=now))
    return len(placed)


def _has_turn(tx: Session, request_id: int, vote: Vote) -> bool:
    """Whether the vote's seat may be filled now; one that is taken meanwhile is ready, so that its guard says so."""
    if tx.get_one(ApprovalRequest, request_id).status == RequestStatus.CHANGES_REQUESTED:
        return True
    seat = next((one for one in seats_of(tx, request_id) if one.key == vote.seat_key), None)
    return seat is None or seat.status != SeatStatus.OPEN or seat.turn_since is not None


def _place(
    tx: Session, now: datetime, request_id: int, motion: Motion, vote: Vote, with_terms: bool
) -> Placed:
    person = tx.get_one(Person, vote.person_id)
    actor = Actor(ActorKind.PERSON, person.uuid, person.name, person.id)
    unchecked = bool(json.loads(vote.terms).get("unchecked_is_fine"))
    command = as_signature(
        motion, ref("REQ", request_id), vote.seat_key, vote.decision, vote.digest, vote.reason, unchecked
    )
    try:
        act = read_locked(tx, actor, command)
        act.now = now
        if is_over(act.request, now):
            raise Conflict("request_expired")
        guard(act, command)
        used = ProofUsed(method=vote.authenticated_by, at=vote.authenticated_at)
        signature = place_signature(act, command, used, with_terms)
        if signature.statement != vote.statement:
            raise Conflict("vote_other_sentence")
    except Refused as refused:
        raise Conflict(
            "vote_no_longer_holds", name=vote.printed_name, why=_why(refused, vote.printed_name)
        ) from refused
    return Placed(vote, act, actor, command, signature)


def _why(refused: Refused, name: str) -> str:
    """The reason about somebody else: sentences to the person themselves have a twin that names them."""
    if isinstance(refused, NotFound):
        return words.text("vote_no_role", {"name": name})
    code = refused.code.removesuffix("_you")
    known = code if code in words.codes() else refused.code
    return words.text(known, {"name": name, **refused.params})


def _follow(tx: Session, now: datetime, motion: Motion, step: Sequence[Placed]) -> None:
    """Moves the request as its seats now say; writes one entry a signature, the last with what followed."""
    last = step[-1]
    request = last.act.request
    before = request.status
    changes: dict[str, Any] = deciding.follow(
        tx, now, last.actor, request, last.act.seats, last.command.decision
    )
    if request.status != before:
        changes["status"] = [before, request.status]
    for one in step:
        by = {"vote": [None, one.vote.uuid], "motion": [None, motion.uuid]}
        more = changes if one is last else {}
        enter_signature(one.act, one.actor, one.command, one.signature, {**by, **more})


def used_votes(tx: Session, vote_ids: Sequence[int]) -> dict[int, int]:
    """Which of these votes became which signature."""
    rows = tx.execute(
        select(VoteUse.vote_id, VoteUse.signature_id).where(VoteUse.vote_id.in_(sorted(vote_ids)))
    )
    return {row[0]: row[1] for row in rows}
