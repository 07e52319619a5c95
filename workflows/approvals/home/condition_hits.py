"""Finds the conditions that concern a person: their own, those they judge, and those whose owner has left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, literal, null, or_, select

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.enums import Involvement
from models.fulfilment import Fulfilment
from models.person import Person
from models.seat import Seat
from models.signature import Signature
from models.subject import Subject
from workflows.approvals.home import judging
from workflows.approvals.home.hits import CONDITION, MOST, part, within
from workflows.approvals.open_work import is_offered
from workflows.people.standing import Grant

JUDGE, ORPHAN = -1, -2
"""Stand for the person of a condition that one judges, and of one whose owner has left; no keys of persons."""


def my_conditions(me: int) -> Select[Any]:
    """Conditions in force that the person owns and for which nothing is offered yet."""
    return (
        part(CONDITION, Condition.request_id, Condition.id, literal(me), null())
        .where(Condition.owner_id == me, Condition.status == "open", ~_offered())
        .order_by(Condition.due_on, Condition.id)
        .limit(MOST)
    )


def to_judge(me: int, grants: Sequence[Grant]) -> Select[Any]:
    """Conditions offered as met whose seat the person signed, or whose role they hold and are not barred from."""
    covered = [and_(Seat.role == grant.role, within([grant.scope_key])) for grant in grants]
    outs = (Involvement.SUBMITTED, Involvement.ANSWERED, Involvement.ATTACHED, Involvement.RECUSED)
    signed = Signature.person_id == me
    return (
        part(CONDITION, Condition.request_id, Condition.id, literal(JUDGE), null())
        .select_from(Condition)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(Seat, Seat.id == Condition.seat_id)
        .join(Signature, Signature.id == Condition.signature_id)
        .where(
            Condition.status == "open",
            Condition.owner_id != me,
            Condition.id.in_(select(Fulfilment.condition_id).where(is_offered(), Fulfilment.by_id != me)),
            or_(signed, false(), *covered),
            ~judging.involved(me, *outs),
            ~judging.in_team(me),
            ~judging.built(me),
        )
        .order_by(Condition.due_on, Condition.id)
        .limit(MOST)
    )


def orphaned(scopes: Sequence[str]) -> Select[Any]:
    """Conditions in the reach of a governance lead whose owner has left and for which nothing is offered."""
    gone = Condition.owner_id.in_(select(Person.id).where(Person.active.is_(False)))
    return (
        part(CONDITION, Condition.request_id, Condition.id, literal(ORPHAN), null())
        .select_from(Condition)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(Condition.status == "open", gone, ~_offered(), within(scopes))
        .order_by(Condition.due_on, Condition.id)
        .limit(MOST)
    )


def _offered() -> ColumnElement[bool]:
    found = select(Fulfilment.id).where(Fulfilment.condition_id == Condition.id, is_offered())
    return found.correlate(Condition).exists()
