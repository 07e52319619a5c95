"""Whom an escalation reaches: the level it is for, or the next one where somebody is there to read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.role_grant import ORG
from workflows.approvals.reminding.standing_in import Post, in_place_of
from workflows.people.standing import everybody, holders

LEAD, CHAIR, TOP = "ai_governance_lead", "committee_chair", "top_management"
LADDER = (LEAD, CHAIR, TOP)
ADMINISTRATOR = "administrator"
"""Told when nobody is left on any level: an administrator can at least give the role to somebody."""


@dataclass(frozen=True)
class Level:
    """The role that was reached, and everybody who is told."""

    role: str
    person_ids: frozenset[int]


def reach(tx: Session, now: datetime, role: str, scope_keys: Iterable[str] = (ORG,), gate: str = "") -> Level:
    """The level of `role`; the next higher one when nobody active and present holds it, then the lower ones."""
    scopes = frozenset(scope_keys)
    found = holders(tx, LADDER, scopes, now)
    posts = [Post(one.person_id, step) for step in LADDER for one in found if one.holds(step, scopes)]
    told = in_place_of(tx, now, posts, gate)
    place = LADDER.index(role)
    for step in (*LADDER[place:], *reversed(LADDER[:place])):
        persons = frozenset[int]().union(*(ids for post, ids in told.items() if post.role == step))
        if persons:
            return Level(step, persons)
    last = frozenset(one.person_id for one in everybody(tx, now) if one.is_administrator)
    return Level(ADMINISTRATOR, last)


def lead(tx: Session, now: datetime, scope_keys: Iterable[str] = (ORG,)) -> frozenset[int]:
    """Who is told what goes to the governance lead."""
    return reach(tx, now, LEAD, scope_keys).person_ids


def chair(tx: Session, now: datetime, scope_keys: Iterable[str] = (ORG,)) -> frozenset[int]:
    """Who is told what goes to the committee's chair."""
    return reach(tx, now, CHAIR, scope_keys).person_ids


def top(tx: Session, now: datetime, scope_keys: Iterable[str] = (ORG,)) -> frozenset[int]:
    """Who is told what goes to top management."""
    return reach(tx, now, TOP, scope_keys).person_ids
