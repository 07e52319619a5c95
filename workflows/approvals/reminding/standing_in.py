"""Who gets a message in whose place: somebody who is away has it told to the delegate, nobody inactive is told."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.people.delegating.away import away_until
from workflows.people.delegating.lent import Lent, lent_by
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

    Empty for somebody who is inactive, or away without a delegate. `since` is the first submission of a request:
    what was agreed later signs nothing there (rule 5). The same number of statements, however many posts.
    """
    wanted = tuple(posts)
    ids = {post.person_id for post in wanted}
    if not ids:
        return {}
    absent, lent = away_until(tx, now, ids), lent_by(tx, now, ids)
    known = standings(tx, ids | {one.delegate_id for one in lent}, now)
    active = frozenset(key for key, person in known.items() if person.active)
    return {post: _told(post, gate, since, absent, lent, active) for post in wanted}


def _told(
    post: Post,
    gate: str,
    since: datetime | None,
    absent: Container[int],
    lent: Iterable[Lent],
    active: frozenset[int],
) -> frozenset[int]:
    if post.person_id not in active:
        return frozenset()
    told, covered = set(), False
    for one in lent:
        if one.delegator_id == post.person_id and one.delegate_id in active and _covers(one, post, gate):
            told.add(one.delegate_id)
            covered = covered or since is None or (one.accepted_at is not None and one.accepted_at <= since)
    if not covered and post.person_id not in absent:
        told.add(post.person_id)
    return frozenset(told)


def _covers(one: Lent, post: Post, gate: str) -> bool:
    """Without a gate only the role counts: nothing is signed, somebody is told."""
    return one.covers(post.role, gate) if gate else not one.roles or post.role in one.roles
