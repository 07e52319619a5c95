"""Conditions, seats and drafts of somebody who leaves: to a successor, or free for whoever else may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.enums import RequestStatus, SeatStatus
from models.person import Person
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.conditions.act import thing as condition_thing
from workflows.approvals.facts import load_facts, seats_of, view
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import is_final
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import role_label
from workflows.approvals.pool.actions import ASSIGNED, HANDED_OVER, RELEASED
from workflows.approvals.pool.letting_go import let_go
from workflows.approvals.pool.reach import tell_out_of_reach
from workflows.approvals.rules import bars
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.outbox import put
from workflows.people.hooks import Owned
from workflows.people.standing import standing_of
from workflows.record import append

CONDITION, SEAT, DRAFT = "condition", "seat", "draft"
DRAFTS = (RequestStatus.DRAFT.value, RequestStatus.CHANGES_REQUESTED.value)


def owned_conditions(tx: Session, _now: datetime, person_id: int) -> list[Owned]:
    """Conditions in force, or about to be, that somebody has to meet."""
    rows = tx.execute(
        select(Condition.id, Subject.label)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(Condition.owner_id == person_id, Condition.status.in_(["proposed", "open", "offered"]))
        .order_by(Condition.id)
    )
    return [Owned(CONDITION, key, ref("COND", key), label) for key, label in rows]


def owned_seats(tx: Session, _now: datetime, person_id: int) -> list[Owned]:
    """Open seats that somebody took or was asked to sign."""
    rows = tx.execute(
        select(Seat.id, Seat.role, ApprovalRequest.id)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .where(
            Seat.status == SeatStatus.OPEN.value,
            or_(Seat.claimed_by_id == person_id, Seat.assigned_to_id == person_id),
        )
        .order_by(Seat.id)
    )
    return [Owned(SEAT, key, ref("REQ", request), role_label(role)) for key, role, request in rows]


def owned_drafts(tx: Session, _now: datetime, person_id: int) -> list[Owned]:
    """Requests that somebody opened and that the team still has."""
    rows = tx.execute(
        select(ApprovalRequest.id, Subject.label)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(ApprovalRequest.opened_by_id == person_id, ApprovalRequest.status.in_(DRAFTS))
        .order_by(ApprovalRequest.id)
    )
    return [Owned(DRAFT, key, ref("REQ", key), label) for key, label in rows]


def hand_over_condition(
    tx: Session, now: datetime, actor: Actor, owned: Owned, leaver_id: int, successor_id: int | None
) -> bool:
    """Gives a condition to its new owner; one that ended or changed hands meanwhile stays as it is."""
    if successor_id is None:
        return False
    request_id = tx.scalars(select(Condition.request_id).where(Condition.id == owned.thing_id)).one()
    subject, request = lock_request(tx, ref("REQ", request_id))
    condition = tx.get_one(Condition, owned.thing_id, populate_existing=True, with_for_update=True)
    if condition.owner_id != leaver_id or condition.status in ("met", "void"):
        return True
    before, after = tx.get_one(Person, leaver_id), tx.get_one(Person, successor_id)
    condition.owner_id = after.id
    tx.flush()
    append(
        tx,
        now,
        actor,
        "condition:owner:changed",
        about=condition_thing(condition, subject),
        changes={"owner": [before.uuid, after.uuid]},
        **place(request, subject),
    )
    put(tx, now, "condition:set", ("condition", condition.uuid), f"owner:{condition.revision}", [after.id])
    return True


def hand_over_seat(
    tx: Session, now: datetime, actor: Actor, owned: Owned, leaver_id: int, successor_id: int | None
) -> bool:
    """Asks the successor to sign, or frees the seat for everybody who may; raises Refused for one who may not."""
    request_id = tx.scalars(select(Seat.request_id).where(Seat.id == owned.thing_id)).one()
    subject, request = lock_request(tx, ref("REQ", request_id))
    seats = seats_of(tx, request.id, lock=True)
    seat = next(one for one in seats if one.id == owned.thing_id)
    if seat.status != SeatStatus.OPEN or leaver_id not in (seat.claimed_by_id, seat.assigned_to_id):
        return True
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    facts = load_facts(tx, subject, request, body, seats, now).request
    let_go(seat)
    person = standing_of(tx, successor_id, now) if successor_id is not None else None
    if person is not None:
        for bar in bars(person, view(seat), facts):
            raise Refused(bar.code, field=owned.key, **{**bar.params, "name": person.name})
        seat.assigned_to_id, seat.assigned_by_id, seat.assigned_at = person.person_id, actor.person_id, now
        put(tx, now, "seat:assigned", ("request", request.uuid), f"left:{seat.uuid}", [person.person_id])
    tx.flush()
    append(
        tx,
        now,
        actor,
        ASSIGNED if person else RELEASED,
        about=about(request, subject),
        changes={"seat": [None, seat.role], **({"person": [None, person.uuid]} if person else {})},
        **place(request, subject),
        personal={person.uuid: {"name": person.name}} if person else None,
    )
    tell_out_of_reach(tx, now, request, seats, facts)
    return True


def hand_over_draft(
    tx: Session, now: datetime, actor: Actor, owned: Owned, leaver_id: int, successor_id: int | None
) -> bool:
    """Names who answers for the request from now on; who opened it stays in the record."""
    if successor_id is None:
        return False
    subject, request = lock_request(tx, ref("REQ", owned.thing_id))
    if request.opened_by_id != leaver_id or is_final(request.status):
        return True
    before, after = tx.get_one(Person, leaver_id), tx.get_one(Person, successor_id)
    request.opened_by_id = after.id
    tx.flush()
    append(
        tx,
        now,
        actor,
        HANDED_OVER,
        about=about(request, subject),
        changes={"opener": [before.uuid, after.uuid]},
        **place(request, subject),
        personal={after.uuid: {"name": after.name}},
    )
    return True
