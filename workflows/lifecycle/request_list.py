"""The list of requests: what a person may see of it, whose turn each is, page by page in three statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.base import UtcDateTime
from models.change_point import ChangePoint
from models.enums import OPEN_STATUSES, RequestStatus, Tier
from models.person import Person
from models.role_grant import ORG
from models.seat import Seat
from models.subject import Subject
from models.team_member import TeamMember
from workflows.approvals.policies.vocabulary import POLICY_GATES
from workflows.approvals.policies.words import gate_label
from workflows.approvals.turns import Turn, is_over
from workflows.ground import clock
from workflows.ground.ids import key_of, ref
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_requests_clause
from workflows.lifecycle.request_turns import turns_of
from workflows.people.queries import SignedIn

PAGE = 50
OPEN = tuple(status.value for status in OPEN_STATUSES)
GATES = POLICY_GATES
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Requests without a due date come last."""


@dataclass(frozen=True)
class RequestFilter:
    """What the reader looks for; a value nobody knows counts as not given. `status` is empty for all open ones."""

    words: str = ""
    gate: str = ""
    status: str = ""
    tier: str = ""
    mine: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out on purpose."""
        return bool(self.words or self.gate or self.status or self.tier or self.mine)

    @property
    def by_due(self) -> bool:
        """Whether the list is in the order of what is due; closed requests are in the order of their number."""
        return self.status not in (*(status.value for status in RequestStatus), "all") or self.status in OPEN


@dataclass(frozen=True)
class RequestRow:
    """One line of the list."""

    ref: str
    label: str
    gate: str
    gate_label: str
    tier: str
    status: str
    on_hold: bool
    round_number: int
    due_at: datetime | None
    decided_at: datetime | None
    turn: Turn
    address: str


@dataclass(frozen=True)
class RequestList:
    """A page of the list; `following` marks where the next one starts."""

    rows: tuple[RequestRow, ...]
    following: str | None
    now: datetime


def list_requests(reader: SignedIn, wanted: RequestFilter, after: str = "") -> RequestList:
    """The requests that the reader may see and that fit, most urgent first, with whose turn each is."""
    tx, now = reading(), clock.glance()
    found = tx.execute(_page(reader, wanted, after)).all()
    rows = found[:PAGE]
    turns = turns_of(tx, reader, rows, now)
    return RequestList(
        tuple(_row(row, turns[row.ApprovalRequest.id], now) for row in rows),
        str(rows[-1].ApprovalRequest.id) if len(found) > PAGE else None,
        now,
    )


def _page(reader: SignedIn, wanted: RequestFilter, after: str) -> Select[Any]:
    sender = aliased(Person)
    # What is the organisation's own has no owner but whoever opened it.
    answers_for = func.coalesce(AiSystem.owner_id, ApprovalRequest.opened_by_id)
    statement = (
        select(
            ApprovalRequest,
            Subject.label.label("label"),
            Subject.scope_keys.label("scope_keys"),
            answers_for.label("owner_id"),
            Person.name.label("owner"),
            ApprovalRound.cause.label("cause"),
            sender.name.label("sender"),
            _points(None).label("points"),
            _points(ChangePoint.answered_at.is_(None)).label("points_open"),
        )
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .outerjoin(Person, Person.id == answers_for)
        .outerjoin(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .outerjoin(sender, sender.id == ApprovalRound.submitter_id)
        .where(visible_requests_clause(reader), *_conditions(reader, wanted))
        .limit(PAGE + 1)
    )
    return _ordered(statement, wanted, after)


def _points(which: ColumnElement[bool] | None) -> Any:
    query = select(func.count()).select_from(ChangePoint).where(ChangePoint.request_id == ApprovalRequest.id)
    return (query if which is None else query.where(which)).correlate(ApprovalRequest).scalar_subquery()


def _ordered(statement: Select[Any], wanted: RequestFilter, after: str) -> Select[Any]:
    """Keyset pages: the last row seen marks the place, by its date as it is now."""
    key = int(after) if after.isascii() and after.isdecimal() and len(after) <= 18 else None
    if not wanted.by_due:
        statement = statement.order_by(ApprovalRequest.id.desc())
        return statement if key is None else statement.where(ApprovalRequest.id < key)
    never = literal(NEVER, UtcDateTime)
    due = func.coalesce(ApprovalRequest.due_at, never)
    statement = statement.order_by(due, ApprovalRequest.id)
    if key is None:
        return statement
    before = aliased(ApprovalRequest)
    last = select(before.due_at).where(before.id == key).scalar_subquery()
    return statement.where(tuple_(due, ApprovalRequest.id) > tuple_(func.coalesce(last, never), literal(key)))


def _conditions(reader: SignedIn, wanted: RequestFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status in {status.value for status in RequestStatus}:
        conditions.append(ApprovalRequest.status == wanted.status)
    elif wanted.status != "all":
        conditions.append(ApprovalRequest.status.in_(OPEN))
    if wanted.gate in GATES:
        conditions.append(ApprovalRequest.gate == wanted.gate)
    if wanted.tier in set(Tier):
        conditions.append(ApprovalRequest.tier == wanted.tier)
    if wanted.mine == "team":
        conditions.append(_in_my_team(reader.id))
    elif wanted.mine == "role":
        conditions.append(_waits_for_my_role(reader))
    return conditions + _words(wanted.words)


def _words(typed: str) -> list[ColumnElement[bool]]:
    """A ref finds its request or the requests of its system; else every word stands in the label."""
    text = " ".join(typed.split())
    request, system = key_of("REQ", text), key_of("SYS", text)
    if request is not None:
        return [ApprovalRequest.id == request]
    if system is not None:
        return [ApprovalRequest.system_id == system]
    return [func.lower(Subject.label).contains(word.lower(), autoescape=True) for word in text.split()[:8]]


def _in_my_team(person_id: int) -> ColumnElement[bool]:
    teams = select(TeamMember.system_id).where(
        TeamMember.person_id == person_id, TeamMember.ended_at.is_(None)
    )
    return or_(AiSystem.owner_id == person_id, ApprovalRequest.system_id.in_(teams))


def _waits_for_my_role(reader: SignedIn) -> ColumnElement[bool]:
    """Whether a seat whose turn it is asks for a role that the reader holds for this subject."""
    by_scope: dict[str, list[str]] = defaultdict(list)
    for grant in reader.grants:
        by_scope[grant.scope_key].append(grant.role)
    ways: list[ColumnElement[bool]] = [
        Seat.role.in_(roles)
        if scope == ORG
        else and_(Seat.role.in_(roles), Subject.scope_keys.contains(f'"{scope}"', autoescape=True))
        for scope, roles in by_scope.items()
    ]
    turn = and_(Seat.request_id == ApprovalRequest.id, Seat.status == "open", Seat.turn_since.is_not(None))
    return exists().where(turn, or_(*ways)) if ways else literal(False)


def _row(row: Any, turn: Turn, now: datetime) -> RequestRow:
    request: ApprovalRequest = row.ApprovalRequest
    request_ref = ref("REQ", request.id)
    with_team = request.status in ("draft", "changes_requested") and turn.mine
    return RequestRow(
        ref=request_ref,
        label=row.label,
        gate=request.gate,
        gate_label=gate_label(request.gate),
        tier=request.tier,
        status="expired" if is_over(request.status, request.expires_at, now) else request.status,
        on_hold=request.on_hold,
        round_number=request.round_number,
        due_at=request.due_at,
        decided_at=request.decided_at,
        turn=turn,
        address=f"/requests/{request_ref}/edit" if with_team else f"/requests/{request_ref}",
    )
