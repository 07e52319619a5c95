"""Who gets a message in whose place: somebody who is away has it told to the delegate, nobody inactive is told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.absence import Absence
from models.delegation import Delegation
from workflows.people.standing import standings


@dataclass(frozen=True)
class Post:
    """A person as holder of a role."""

    person_id: int
    role: str


def in_place_of(
    tx: Session, now: datetime, posts: Iterable[Post], gate: str = "", since: datetime | None = None
) -> dict[Post, frozenset[int]]:
    """Who is told for each post: the person, their delegate when they lent it, both when the delegate cannot sign yet.

    Empty for somebody who is inactive, or away without a delegate. `since` is the first submission of a request: a
    delegation that began later signs nothing there. Three statements, however many posts.
    """
    wanted = tuple(posts)
    ids = {post.person_id for post in wanted}
    if not ids:
        return {}
    away = frozenset(
        tx.scalars(
            select(Absence.person_id).where(
                Absence.person_id.in_(ids),
                Absence.cancelled_at.is_(None),
                Absence.starts_at <= now,
                Absence.ends_at > now,
            )
        )
    )
    lent = _lent(tx, now, ids)
    known = standings(tx, ids | {one.delegate_id for one in lent}, now)
    active = frozenset(key for key, person in known.items() if person.active)
    return {post: _told(post, gate, since, away, lent, active) for post in wanted}


def _lent(tx: Session, now: datetime, ids: Iterable[int]) -> list[Delegation]:
    return list(
        tx.scalars(
            select(Delegation)
            .where(
                Delegation.delegator_id.in_(sorted(ids)),
                Delegation.accepted_at.is_not(None),
                Delegation.ended_at.is_(None),
                Delegation.starts_at <= now,
                Delegation.ends_at > now,
            )
            .order_by(Delegation.id)
        )
    )


def _told(
    post: Post,
    gate: str,
    since: datetime | None,
    away: frozenset[int],
    lent: Iterable[Delegation],
    active: frozenset[int],
) -> frozenset[int]:
    told, covered = set(), False
    if post.person_id not in active:
        return frozenset()
    for one in lent:
        if (
            one.delegator_id != post.person_id
            or one.delegate_id not in active
            or not _covers(one, post, gate)
        ):
            continue
        told.add(one.delegate_id)
        covered = covered or since is None or max(one.starts_at, one.accepted_at or since) <= since
    if not covered and post.person_id not in away:
        told.add(post.person_id)
    return frozenset(told)


def _covers(one: Delegation, post: Post, gate: str) -> bool:
    roles, gates = json.loads(one.roles), json.loads(one.gates)
    return (not roles or post.role in roles) and (not gates or not gate or gate in gates)
