"""Motions and votes as facts: what was moved, who voted how, and what the count says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.item_conflict import ItemConflict
from models.motion import Motion
from models.signature import Signature
from models.vote import Vote
from models.vote_use import VoteUse
from workflows.approvals.committee.counting import count, latest
from workflows.approvals.committee.facts import MotionFact, VoteFact
from workflows.approvals.committee.voters import Hall, ballots, latest_by_person


def motion_facts(
    tx: Session,
    hall: Hall,
    motions: Sequence[Motion],
    votes: Sequence[Vote],
    conflicts: Mapping[int, Sequence[ItemConflict]],
) -> dict[int, tuple[MotionFact, ...]]:
    """The motions of several items, by the key of their item, in one statement more."""
    used = {row[0]: row[1] for row in tx.execute(_used([one.id for one in votes]))}
    by_motion: dict[int, list[Vote]] = defaultdict(list)
    for vote in votes:
        by_motion[vote.motion_id].append(vote)
    found: dict[int, tuple[MotionFact, ...]] = {}
    for motion in motions:
        recused = {one.person_id for one in conflicts.get(motion.item_id, ())}
        fact = _motion(hall, motion, by_motion[motion.id], recused, used)
        found[motion.item_id] = (*found.get(motion.item_id, ()), fact)
    return found


def _used(vote_ids: Sequence[int]) -> Any:
    return (
        select(VoteUse.vote_id, Signature.uuid)
        .join(Signature, Signature.id == VoteUse.signature_id)
        .where(VoteUse.vote_id.in_(sorted(vote_ids)))
    )


def _motion(
    hall: Hall, motion: Motion, votes: Sequence[Vote], conflicted: set[int], used: Mapping[int, str]
) -> MotionFact:
    cast = ballots(votes, hall)
    stored: dict[str, Any] = json.loads(motion.count)
    counted = latest(one for one in cast if one.person_id not in conflicted)
    last = {vote.id for vote in latest_by_person(votes)}
    voters = {ballot.person_id for ballot in counted.values()}
    return MotionFact(
        id=motion.id,
        uuid=motion.uuid,
        decision=motion.decision,
        text=motion.text,
        terms=json.loads(motion.terms),
        digest=motion.digest,
        moved_by=hall.names.get(motion.moved_by_id, ""),
        opened_at=motion.opened_at,
        closed_at=motion.closed_at,
        result=motion.result or "",
        count=stored or count(hall.members, conflicted, cast).stored(),
        applied_at=motion.applied_at,
        votes=tuple(
            _vote(vote, hall, vote.id in last and vote.person_id in voters, used.get(vote.id, ""))
            for vote in votes
        ),
    )


def _vote(vote: Vote, hall: Hall, counts: bool, signature: str) -> VoteFact:
    return VoteFact(
        person_id=vote.person_id,
        name=vote.printed_name,
        role=vote.role_label,
        in_place_of=hall.names.get(vote.in_place_of_id or 0, ""),
        choice=vote.choice,
        decision=vote.decision,
        seat_key=vote.seat_key,
        reason=vote.reason,
        statement=vote.statement,
        method=vote.authenticated_by,
        cast_at=vote.cast_at,
        counts=counts,
        signature=signature,
    )
