"""Whose turn a request in review is, person by person: those who could sign now, or whoever stands in for them."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import SeatStatus
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.facts import load_facts, seats_of, view
from workflows.approvals.policies.body import load
from workflows.approvals.reminding.standing_in import Post, in_place_of
from workflows.approvals.rules import RequestFacts, bars
from workflows.people.standing import Standing, holders


def signers(tx: Session, now: datetime, subject: Subject, request: ApprovalRequest) -> frozenset[int]:
    """Everybody who is to be reminded of the open seats of a locked request; empty when nobody can be reached.

    A seat that somebody claimed or was assigned is that person's alone, while they can sign it.
    """
    seats = seats_of(tx, request.id)
    turn = [seat for seat in seats if seat.status == SeatStatus.OPEN and seat.turn_since is not None]
    if not turn:
        return frozenset()
    scopes = frozenset(json.loads(subject.scope_keys))
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    facts = load_facts(tx, subject, request, body, seats, now).request
    people = holders(tx, {seat.role for seat in turn}, scopes, now)
    posts = {Post(key, seat.role) for seat in turn for key in able(seat, people, facts)}
    told = in_place_of(tx, now, sorted(posts, key=_order), request.gate, request.first_submitted_at)
    return frozenset[int]().union(*told.values())


def able(seat: Seat, people: list[Standing], facts: RequestFacts) -> set[int]:
    """The persons who may fill the seat, as section 4 stands now."""
    found = {one.person_id for one in people if not bars(one, view(seat), facts)}
    asked = found & {key for key in (seat.assigned_to_id, seat.claimed_by_id) if key is not None}
    return asked or found


def _order(post: Post) -> tuple[int, str]:
    return post.person_id, post.role
