"""The list of conditions: what a person may see of them, the first due first, page by page in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.base import UtcDateTime
from models.condition import Condition
from models.fulfilment import Fulfilment
from models.person import Person
from models.subject import Subject
from models.team_member import TeamMember
from workflows.approvals.conditions.due import is_overdue, overdue
from workflows.approvals.policies.words import gate_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.people.queries import SignedIn

PAGE = 50
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
STATES = ("open", "overdue", "met", "all")


@dataclass(frozen=True)
class ConditionFilter:
    """What the reader looks for; a value nobody knows counts as not given. `state` is empty for all open ones."""

    state: str = ""
    mine: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out on purpose."""
        return self.state in ("overdue", "met") or self.mine in ("own", "team")


@dataclass(frozen=True)
class ConditionRow:
    """One line of the list."""

    ref: str
    request_ref: str
    label: str
    gate: str
    tier: str
    text: str
    owner: str
    owner_active: bool
    due_on: date
    due_at: datetime | None
    status: str
    offered: bool
    consequence: str


@dataclass(frozen=True)
class ConditionList:
    """A page of the list; `following` marks where the next one starts."""

    rows: tuple[ConditionRow, ...]
    following: str | None
    now: datetime


def list_conditions(reader: SignedIn, wanted: ConditionFilter, after: str = "") -> ConditionList:
    """The conditions that the reader may see and that fit."""
    now = clock.glance()
    found = reading().execute(_page(reader, wanted, after, now)).all()
    rows = found[:PAGE]
    following = str(rows[-1].Condition.id) if len(found) > PAGE else None
    return ConditionList(tuple(_row(row, now) for row in rows), following, now)


def _page(reader: SignedIn, wanted: ConditionFilter, after: str, now: datetime) -> Select[*tuple[Any, ...]]:
    waiting = select(Fulfilment.id).where(
        Fulfilment.condition_id == Condition.id, Fulfilment.status == "offered"
    )
    statement: Select[*tuple[Any, ...]] = (
        select(
            Condition,
            ApprovalRequest.gate,
            ApprovalRequest.tier,
            Subject.label,
            Person.name.label("owner"),
            Person.active.label("owner_active"),
            waiting.exists().label("offered"),
        )
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .join(Person, Person.id == Condition.owner_id)
        .where(visible_system_ids_clause(reader), *_wanted(reader, wanted, now))
        .limit(PAGE + 1)
    )
    return _after(statement, after)


def _after(statement: Select[*tuple[Any, ...]], after: str) -> Select[*tuple[Any, ...]]:
    """Keyset pages: the last row seen marks the place, by its instant as it is now."""
    never = literal(NEVER, UtcDateTime)
    due = func.coalesce(Condition.due_at, never)
    statement = statement.order_by(due, Condition.id)
    if not (after.isascii() and after.isdecimal() and len(after) <= 18):
        return statement
    before = aliased(Condition)
    last = select(before.due_at).where(before.id == int(after)).scalar_subquery()
    place = tuple_(func.coalesce(last, never), literal(int(after)))
    return statement.where(tuple_(due, Condition.id) > place)


def _wanted(reader: SignedIn, wanted: ConditionFilter, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Condition.status.in_(("open", "met"))]
    if wanted.state == "overdue":
        found.append(overdue(now))
    elif wanted.state == "met":
        found.append(Condition.status == "met")
    elif wanted.state != "all":
        found.append(Condition.status == "open")
    if wanted.mine == "own":
        found.append(Condition.owner_id == reader.id)
    elif wanted.mine == "team":
        teams = select(TeamMember.system_id).where(
            TeamMember.person_id == reader.id, TeamMember.ended_at.is_(None)
        )
        found.append(or_(AiSystem.owner_id == reader.id, AiSystem.id.in_(teams)))
    return found


def _row(row: Any, now: datetime) -> ConditionRow:
    one = row.Condition
    return ConditionRow(
        ref=ref("COND", one.id),
        request_ref=ref("REQ", one.request_id),
        label=row.label,
        gate=gate_label(row.gate),
        tier=row.tier,
        text=one.text,
        owner=row.owner,
        owner_active=row.owner_active,
        due_on=one.due_on,
        due_at=one.due_at,
        status="overdue" if is_overdue(one, now) else one.status,
        offered=row.offered,
        consequence=one.consequence,
    )
