"""Whom a seat can be assigned to: everybody who may sign it, with what waits for them and whether they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, SeatStatus
from models.role_grant import RoleGrant
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.access import may_see
from workflows.approvals.facts import load_facts, seats_of, view
from workflows.approvals.home import judging
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import ROLES, gate_label, role_label
from workflows.approvals.pool.desk import overseers
from workflows.approvals.review.rows import asked
from workflows.approvals.rules import RequestFacts, bars
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.people.delegating.away import Away, away
from workflows.people.standing import Standing, holders

SOON = timedelta(days=3)
"""What is due within this time counts as due soon."""


@dataclass(frozen=True)
class Offer:
    """A person who may sign: `load` open seats wait for their roles, `soon` of them are due soon."""

    person_id: int
    name: str
    load: int
    soon: int
    away_until: datetime | None
    taken: bool
    asked: bool


@dataclass(frozen=True)
class SeatOffers:
    """An open seat and who may sign it."""

    key: str
    role_label: str
    people: tuple[Offer, ...]


@dataclass(frozen=True)
class AssignPage:
    """The page that assigns seats; `seats` is empty when nothing can be assigned now."""

    ref: str
    label: str
    gate_label: str
    seats: tuple[SeatOffers, ...]


def assign_page(actor: Actor, request_ref: str) -> AssignPage:
    """The open seats with whom to ask; raises NotFound for strangers, NotAllowed for whoever does not oversee."""
    tx = reading()
    found = asked(tx, request_ref)
    request, subject = found.request, found.subject
    if not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")
    now, seats = clock.glance(), seats_of(tx, request.id)
    facts = load_facts(tx, subject, request, load(found.policy.body), seats, now).request
    people = holders(tx, ROLES, facts.scope_keys, now)
    if actor.person_id not in {one.person_id for one in overseers(people, facts)}:
        raise NotAllowed("not_an_assigner")
    shown = [seat for seat in seats if _on_turn(request, seat)]
    able = {seat.id: _able(seat, people, facts) for seat in shown}
    ids = {one.person_id for some in able.values() for one in some}
    load_of, gone = _load(tx, ids, now), away(tx, now, ids)
    lines = tuple(
        SeatOffers(
            seat.key,
            role_label(seat.all_roles),
            tuple(_offer(one, seat, load_of, gone) for one in able[seat.id]),
        )
        for seat in shown
    )
    return AssignPage(ref("REQ", request.id), subject.label, gate_label(request.gate), lines)


def _on_turn(request: ApprovalRequest, seat: Seat) -> bool:
    goes_on = request.status == RequestStatus.IN_REVIEW and not request.on_hold
    return goes_on and seat.status == SeatStatus.OPEN and seat.turn_since is not None


def _able(seat: Seat, people: list[Standing], facts: RequestFacts) -> list[Standing]:
    return [one for one in people if not bars(one, view(seat), facts)]


def _offer(one: Standing, seat: Seat, load_of: dict[int, tuple[int, int]], gone: dict[int, Away]) -> Offer:
    load, soon = load_of.get(one.person_id, (0, 0))
    until = gone[one.person_id].until if one.person_id in gone else None
    key = one.person_id
    return Offer(key, one.name, load, soon, until, seat.claimed_by_id == key, seat.assigned_to_id == key)


def _load(tx: Session, ids: set[int], now: datetime) -> dict[int, tuple[int, int]]:
    """How many open seats wait for the roles of each person, and how many of them are due soon."""
    if not ids:
        return {}
    near: Any = case((ApprovalRequest.due_at <= now + SOON, Seat.id))
    rows = tx.execute(
        select(RoleGrant.person_id, func.count(Seat.id.distinct()), func.count(near.distinct()))
        .select_from(Seat)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(RoleGrant, RoleGrant.role == Seat.role)
        .where(
            RoleGrant.person_id.in_(sorted(ids)),
            RoleGrant.revoked_at.is_(None),
            judging.reaches(RoleGrant.scope_key),
            judging.on_turn(now),
        )
        .group_by(RoleGrant.person_id)
    )
    return {int(person): (int(load), int(soon)) for person, load, soon in rows}
