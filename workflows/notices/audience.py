"""Who is told: the persons a fact names or that follow from it, as things stand when it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, SeatStatus
from models.outbox import OutboxFact
from models.policy_version import PolicyVersion
from models.signature import Signature
from models.subject import Subject
from models.team_member import TeamMember
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.kinds import team_of
from workflows.approvals.policies.body import load
from workflows.approvals.reminding.standing_in import Post, in_place_of
from workflows.approvals.reminding.whose import able
from workflows.inventory.visibility import as_reader, sees
from workflows.notices.things import Matter
from workflows.notices.words import TURN, Saying
from workflows.people.delegating.away import away
from workflows.people.standing import Standing, holders, standings

LEADS = ("ai_governance_lead",)
OPEN = frozenset({RequestStatus.DRAFT, RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED})


@dataclass(frozen=True)
class Reached:
    """A person who is told, and whom they stand in for."""

    person: Standing
    instead_of: str = ""


def whose_turn(
    tx: Session, request: ApprovalRequest, now: datetime, since: datetime | None = None
) -> dict[int, int]:
    """Who is to act on a seat that has the turn now: each person, and whom they stand in for (0 for nobody).

    With `since` only seats count whose turn began at that instant.
    """
    if request.status != RequestStatus.IN_REVIEW or request.on_hold:
        return {}
    seats = seats_of(tx, request.id)
    turn = [
        seat
        for seat in seats
        if seat.status == SeatStatus.OPEN and seat.turn_since and since in (None, seat.turn_since)
    ]
    if not turn:
        return {}
    subject = tx.get_one(Subject, request.subject_id)
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    facts = load_facts(tx, subject, request, body, seats, now).request
    people = holders(tx, {seat.role for seat in turn}, facts.scope_keys, now)
    posts = {Post(key, seat.role) for seat in turn for key in able(seat, people, facts)}
    found: dict[int, int] = {}
    for post, told in in_place_of(tx, now, posts, request.gate, request.first_submitted_at).items():
        for key in told:
            found[key] = 0 if key == post.person_id else found.get(key, post.person_id)
    return found


def _team(tx: Session, _fact: OutboxFact, matter: Matter, now: datetime) -> Iterable[int]:
    request = matter.request
    if request is None:
        return ()
    return {*team_of(tx, request, now).members, *([request.opened_by_id] if request.opened_by_id else [])}


def _turn(tx: Session, _fact: OutboxFact, matter: Matter, now: datetime) -> Iterable[int]:
    return whose_turn(tx, matter.request, now) if matter.request else ()


def _signers(tx: Session, _fact: OutboxFact, matter: Matter, _now: datetime) -> Iterable[int]:
    request = matter.request
    return tx.scalars(
        select(Signature.person_id).where(Signature.request_id == (request.id if request else 0))
    )


def _stopped(tx: Session, _fact: OutboxFact, matter: Matter, now: datetime) -> Iterable[int]:
    team = tx.scalars(
        select(TeamMember.person_id).where(
            TeamMember.system_id == (matter.system_id or 0), TeamMember.ended_at.is_(None)
        )
    )
    return {*team, *(person.person_id for person in holders(tx, LEADS, ["org"], now))}


_FOLLOWS: dict[str, Callable[[Session, OutboxFact, Matter, datetime], Iterable[int]]] = {
    "request:decided": _team,
    "request:returned": _team,
    "request:expired": _team,
    "request:transferred": _team,
    "request:withdrawn": _signers,
    "seat:signed": _team,
    "seat:retracted": _team,
    "seat:released": _turn,
    "version:suspended": _stopped,
}
"""Whom an event concerns when the fact itself names nobody."""

_ALSO = frozenset({"seat:signed"})
"""Events that concern them besides those whom the fact names."""


def still_matters(
    tx: Session, saying: Saying, request: ApprovalRequest | None, person_id: int, now: datetime
) -> bool:
    """Whether telling this person still makes sense, as the request stands now."""
    if not saying.while_ or request is None:
        return True
    if request.status not in OPEN or (saying.duty and request.on_hold):
        return False
    return saying.while_ != TURN or person_id in whose_turn(tx, request, now)


def wanted(tx: Session, fact: OutboxFact, saying: Saying, matter: Matter, now: datetime) -> list[Reached]:
    """Everybody to be told: active, able to see it, the delegate instead of who is away; each once."""
    named = {int(one) for one in json.loads(fact.person_ids)}
    if saying.while_ == TURN:
        since = None if named else fact.at
        turn = whose_turn(tx, matter.request, now, since) if matter.request else {}
        return _reached(
            tx, {key: other for key, other in turn.items() if key in (named or turn)}, matter, now
        )
    if fact.event in _FOLLOWS and (not named or fact.event in _ALSO):
        named |= set(_FOLLOWS[fact.event](tx, fact, matter, now))
    elif saying.while_:
        named = {one for one in named if still_matters(tx, saying, matter.request, one, now)}
    told = dict.fromkeys(named, 0)
    for person_id, gone in (away(tx, now, named) if saying.duty and named else {}).items():
        if gone.delegate_id is not None:
            del told[person_id]
            told.setdefault(gone.delegate_id, person_id)
    return _reached(tx, told, matter, now)


def _reached(tx: Session, told: dict[int, int], matter: Matter, now: datetime) -> list[Reached]:
    """The persons with whom they stand in for; a delegate sees what was lent, nobody else more than before."""
    people = standings(tx, {*told, *told.values()}, now)
    found = []
    for key, other in sorted(told.items()):
        person = people.get(key)
        if person is None or not person.active:
            continue
        if other in people:
            found.append(Reached(person, people[other].name))
        elif matter.system_id is None or sees(tx, as_reader(person), matter.system_id):
            found.append(Reached(person))
    return found
