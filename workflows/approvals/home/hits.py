"""Finds what may concern a person: seats, requests of the team, points, conditions, seats that nobody can fill.

Every part goes over an index of open work, so the cost grows with what the person has, not with what there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, false, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from models.approval_request import ApprovalRequest
from models.base import BigKey
from models.change_point import ChangePoint
from models.enums import Involvement, RequestStatus, SeatStatus
from models.role_grant import ORG, RoleGrant
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.home import judging
from workflows.approvals.open_work import in_review, is_open
from workflows.approvals.pool.claims import not_taken
from workflows.people.standing import Grant

MOST = 200
"""Rows of each part; nobody works off more from one page, and badge and list stop at the same one."""

LEAD = "ai_governance_lead"
SEAT, TEAM, CONDITION, STUCK, WAIT, LOST = "seat", "team", "condition", "stuck", "wait", "lost"
SOMEBODY = 0
"""Stands for the person of a seat that somebody surely can fill; no key of a person."""


def my_seats(me: int, grants: Sequence[Grant], now: datetime) -> Select[Any]:
    """Seats whose turn it is in roles the person holds there, without what rules out the person at first sight."""
    roles = sorted({grant.role for grant in grants})
    covered = [and_(Seat.role == grant.role, within([grant.scope_key])) for grant in grants]
    outs = (Involvement.SUBMITTED, Involvement.ANSWERED, Involvement.ATTACHED, Involvement.RECUSED)
    return (
        part(SEAT, Seat.request_id, Seat.id, literal(me), null())
        .select_from(Seat)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            Seat.role.in_(roles),
            or_(false(), *covered),
            judging.on_turn(now),
            not_taken(me, now),
            ~judging.holds_seat(me),
            ~judging.involved(me, *outs),
            ~judging.in_team(me),
        )
        .order_by(ApprovalRequest.due_at, Seat.id)
        .limit(MOST)
    )


def my_teams(me: int, now: datetime) -> Select[Any]:
    """Requests that the person's team has, that they opened, or in which a point waits for their answer."""
    point = exists().where(
        ChangePoint.request_id == ApprovalRequest.id,
        ChangePoint.owner_id == me,
        ChangePoint.answered_at.is_(None),
    )
    changes = ApprovalRequest.status == RequestStatus.CHANGES_REQUESTED.value
    return (
        part(TEAM, ApprovalRequest.id, null(), literal(me), null())
        .where(
            is_open(),
            ApprovalRequest.status.in_([RequestStatus.DRAFT.value, RequestStatus.CHANGES_REQUESTED.value]),
            judging.goes_on(now),
            or_(judging.in_team(me), ApprovalRequest.opened_by_id == me, and_(changes, point)),
        )
        .order_by(ApprovalRequest.turn_since, ApprovalRequest.id)
        .limit(MOST)
    )


def stuck_seats(scopes: Sequence[str], now: datetime) -> Select[Any]:
    """Seats in the reach of a governance lead that perhaps nobody can fill, each with everybody who perhaps could."""
    seats = (
        select(Seat.id)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(judging.on_turn(now), within(scopes), ~judging.surely_fillable(now))
        .order_by(ApprovalRequest.due_at, Seat.id)
        .limit(MOST)
    )
    return (
        part(STUCK, Seat.request_id, Seat.id, RoleGrant.person_id, RoleGrant.id)
        .select_from(Seat)
        .join(Subject, Subject.id == _subject_of_seat())
        .outerjoin(RoleGrant, _perhaps())
        .where(Seat.id.in_(seats))
    )


def lost_groups(scopes: Sequence[str], now: datetime) -> Select[Any]:
    """Seats that fell from a group which cannot reach its number any more, in the reach of a governance lead."""
    other = aliased(Seat)
    left = select(func.count(other.id)).where(
        other.request_id == Seat.request_id,
        other.group_key == Seat.group_key,
        other.status != SeatStatus.FELL_AWAY.value,
    )
    return (
        part(LOST, Seat.request_id, Seat.id, null(), null())
        .select_from(Seat)
        .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            Seat.status == SeatStatus.FELL_AWAY.value,
            Seat.group_key.is_not(None),
            is_open(),
            in_review(),
            judging.goes_on(now),
            within(scopes),
            left.correlate_except(other).scalar_subquery() < Seat.group_needs,
        )
        .order_by(Seat.id)
        .limit(MOST)
    )


def waiting(me: int, now: datetime) -> Select[Any]:
    """Requests the person opened, signed or has in a team, with every seat whose turn it is.

    A seat that somebody surely can fill comes alone; the others come with everybody who perhaps could.
    """
    requests = (
        select(ApprovalRequest.id)
        .where(
            is_open(),
            or_(ApprovalRequest.opened_by_id == me, judging.holds_seat(me), judging.in_team(me)),
        )
        .order_by(ApprovalRequest.turn_since, ApprovalRequest.id)
        .limit(MOST)
    )
    sure = judging.surely_fillable(now)
    who = case((sure, SOMEBODY), else_=RoleGrant.person_id)
    return (
        part(WAIT, ApprovalRequest.id, Seat.id, who, RoleGrant.id)
        .select_from(ApprovalRequest)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(Seat, and_(Seat.request_id == ApprovalRequest.id, judging.on_turn(now)))
        .outerjoin(RoleGrant, and_(_perhaps(), ~sure))
        .where(ApprovalRequest.id.in_(requests))
    )


def of_system(system_id: int, now: datetime) -> Select[Any]:
    """Open requests about a system with all their seats, for the page of the system."""
    sure = judging.surely_fillable(now)
    who = case((Seat.holder_id.is_not(None), Seat.holder_id), (sure, SOMEBODY), else_=RoleGrant.person_id)
    return (
        part(WAIT, ApprovalRequest.id, Seat.id, who, RoleGrant.id)
        .select_from(ApprovalRequest)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(Seat, Seat.request_id == ApprovalRequest.id)
        .outerjoin(RoleGrant, and_(judging.on_turn(now), _perhaps(), ~sure))
        .where(
            ApprovalRequest.system_id == system_id,
            is_open(),
        )
    )


def part(what: str, request: Any, key: Any, person: Any, grant: Any) -> Select[Any]:
    """The columns of every hit: what it is, its request, seat or condition, and the person and grant it names."""
    """The five columns that every part of the hits has."""
    return select(
        literal(what).label("what"),
        request.label("request_id"),
        _big(key).label("key_id"),
        _big(person).label("person_id"),
        _big(grant).label("grant_id"),
    )


def _big(column: Any) -> Any:
    return column.cast(BigKey) if hasattr(column, "cast") else column


def within(scopes: Sequence[str]) -> Any:
    """Whether one of these scopes reaches the subject of the row; the organisation's reaches all."""
    if ORG in scopes:
        return Subject.id.is_not(None)
    return or_(false(), *(judging.reaches(literal(scope)) for scope in scopes))


def _perhaps() -> Any:
    """Grants of the seat's role that reach the subject and that nobody revoked; the evaluator says the rest."""
    return and_(
        RoleGrant.role == Seat.role, RoleGrant.revoked_at.is_(None), judging.reaches(RoleGrant.scope_key)
    )


def _subject_of_seat() -> Any:
    found = select(ApprovalRequest.subject_id).where(ApprovalRequest.id == Seat.request_id)
    return found.correlate(Seat).scalar_subquery()
