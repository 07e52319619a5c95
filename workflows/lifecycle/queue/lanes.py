"""Says in SQL which requests the queue holds, whose side has each, and which are late or will be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.base import BigKey, UtcDateTime
from models.enums import RequestStatus
from models.gate_pace import GatePace
from models.seat import Seat
from workflows.approvals.open_work import waits
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.people.queries import SignedIn

COMMITTEE = frozenset({"committee_chair", "committee_member", "top_management"})
"""Roles whose seats are the committee's side of a request; all others are reviewers."""

TEAM, REVIEWER, SITTING, STANDS = "team", "reviewer", "committee", "stands"
LANES = (TEAM, REVIEWER, SITTING, STANDS)
"""Whose side can have a request; the last one means that its clock stands and nobody can act."""

HANDED_IN = (RequestStatus.IN_REVIEW.value, RequestStatus.CHANGES_REQUESTED.value)


class seconds_between(FunctionElement[int]):
    """Seconds from the first instant to the second, in the words of each database."""

    type = BigKey
    inherit_cache = True
    name = "seconds_between"


@compiles(seconds_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    first, second = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(ROUND((julianday({second}) - julianday({first})) * 86400) AS INTEGER)"


@compiles(seconds_between)
def _elsewhere(element: Any, compiler: Any, **kw: Any) -> str:
    first, second = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({second} - {first})) AS BIGINT)"


def in_sight(reader: SignedIn) -> ColumnElement[bool]:
    """Requests the reader may see; those about the organisation itself are seen by everybody who holds a role."""
    of_system = visible_system_ids_clause(reader)
    if not reader.grants:
        return of_system
    return or_(ApprovalRequest.system_id == ORGANISATION, and_(AiSystem.id.is_not(None), of_system))


def on_turn(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a seat of the request of the row waits for a signature now."""
    seat = and_(Seat.request_id == ApprovalRequest.id, waits())
    return exists().where(seat, *more).correlate_except(Seat)


def lane(now: datetime) -> ColumnElement[str]:
    """Whose side has the request: a seat outside the committee makes it the reviewers' until that is signed."""
    return case(
        (or_(ApprovalRequest.on_hold, ApprovalRequest.expires_at <= now), STANDS),
        (ApprovalRequest.status != RequestStatus.IN_REVIEW.value, TEAM),
        (on_turn(Seat.role.not_in(sorted(COMMITTEE))), REVIEWER),
        else_=SITTING,
    )


def runs(request: Any = ApprovalRequest) -> ColumnElement[bool]:
    """Whether the clock of a request runs."""
    return and_(request.status == RequestStatus.IN_REVIEW.value, request.on_hold.is_(False))


def is_late(now: datetime) -> ColumnElement[bool]:
    """Whether the clock runs and the due date is past."""
    return and_(runs(), ApprovalRequest.due_at < now)


def will_miss(now: datetime) -> ColumnElement[bool]:
    """Whether the pace of the last year brings the decision after the due date.

    Half of such requests are decided within the median; one that is older is held against the 85th percentile.
    Without a pace nothing is foretold.
    """
    age = seconds_between(ApprovalRequest.first_submitted_at, literal(now, UtcDateTime))
    allowed = seconds_between(ApprovalRequest.first_submitted_at, ApprovalRequest.due_at)
    half, most = pace(GatePace.median_s), pace(GatePace.p85_s)
    takes = case((age < half, half), else_=most)
    return and_(runs(), ApprovalRequest.due_at >= now, takes > allowed)


def pace(column: Any) -> ColumnElement[Any]:
    """A figure of the pace of the request's gate and tier; of the gate over all tiers where the tier has none."""
    own = select(column).where(GatePace.gate == ApprovalRequest.gate, GatePace.tier == ApprovalRequest.tier)
    every = select(column).where(GatePace.gate == ApprovalRequest.gate, GatePace.tier == "")
    return func.coalesce(
        own.correlate(ApprovalRequest).scalar_subquery(), every.correlate(ApprovalRequest).scalar_subquery()
    )
