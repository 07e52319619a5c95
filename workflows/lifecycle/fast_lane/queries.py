"""Reads what the pages about the lane itself show: open or closed, its rules, its samples, one second look."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, RequestStatus
from models.lane_review import LaneReview
from models.lane_stop import LaneStop
from models.subject import Subject
from workflows.approvals.access import may_see, require_standing
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.inventory.visibility import as_reader, visible_system_ids_clause
from workflows.lifecycle.fast_lane.facts import standing_stop
from workflows.lifecycle.fast_lane.judging import STATEMENTS, statement_for
from workflows.lifecycle.fast_lane.reopening import may_reopen
from workflows.lifecycle.fast_lane.reopening import statement_for as reopening_statement
from workflows.lifecycle.fast_lane.second_line import require_second_look
from workflows.lifecycle.fast_lane.words import RULE_WORDS
from workflows.people.days import day_of, organisation_zone
from workflows.people.standing import Standing

MOST_LINES = 50


@dataclass(frozen=True)
class ReviewLine:
    """One drawn request; `verdict` is None while nobody has looked."""

    id: int
    request_ref: str
    label: str
    month: str
    seed: str
    verdict: str | None
    by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class StopLine:
    """One time in which the lane was closed, and who signed it open."""

    id: int
    closed_at: datetime
    code: str
    params: Mapping[str, Any]
    reopened_at: datetime | None
    by: str
    reason: str
    statement: str


@dataclass(frozen=True)
class LaneState:
    """The page of the lane; `statement` is what the chair would sign, empty for others and while it is open."""

    closed: StopLine | None
    rules: tuple[tuple[str, str], ...]
    passed: int
    waiting: int
    sent_back: int
    reviews: tuple[ReviewLine, ...]
    past: tuple[StopLine, ...]
    statement: str


@dataclass(frozen=True)
class SecondLook:
    """One drawn request for whoever looks again; `hindrance` says why the reader only reads."""

    line: ReviewLine
    statements: Mapping[str, str]
    signed: str
    reason: str
    hindrance: tuple[str, Mapping[str, Any]] | None


def lane_state(actor: Actor) -> LaneState:
    """The lane as it stands; samples are shown of systems that the reader may know of."""
    tx, now = reading(), clock.glance()
    standing, stop = require_standing(tx, actor, now), standing_stop(tx)
    rows = tx.scalars(select(LaneStop).where(LaneStop.reopened_at.is_not(None)).order_by(LaneStop.id.desc()))
    counts = _counts(tx)
    return LaneState(
        closed=_stop(stop) if stop else None,
        rules=tuple(RULE_WORDS.items()),
        passed=counts.get(RequestStatus.APPROVED.value, 0),
        waiting=sum(counts.get(status.value, 0) for status in OPEN_STATUSES),
        sent_back=counts.get(RequestStatus.REJECTED.value, 0),
        reviews=_reviews(tx, standing),
        past=tuple(_stop(one) for one in rows.all()),
        statement=reopening_statement(standing.name, day_of(stop.closed_at, organisation_zone(tx)))
        if stop and may_reopen(standing)
        else "",
    )


def second_look(actor: Actor, review_id: int) -> SecondLook:
    """One drawn request; raises NotFound for whoever may not know of its system."""
    tx, now = reading(), clock.glance()
    row = tx.execute(_joined().where(LaneReview.id == review_id)).one_or_none()
    if row is None or not may_see(tx, actor, row.ApprovalRequest.system_id):
        raise NotFound("not_found")
    review, standing = row.LaneReview, require_standing(tx, actor, now)
    hindrance: tuple[str, Mapping[str, Any]] | None = None
    statements: dict[str, str] = {}
    try:
        role = require_second_look(tx, now, standing, review)
    except NotAllowed as refused:
        hindrance = refused.code, refused.params
    else:
        request, label = row.ApprovalRequest, row.Subject.label
        statements = {
            verdict: statement_for(standing.name, role, request.id, label, review, verdict)
            for verdict in STATEMENTS
        }
    return SecondLook(_line(row), statements, review.statement, review.reason, hindrance)


def _joined() -> Any:
    return (
        select(LaneReview, ApprovalRequest, Subject)
        .join(ApprovalRequest, ApprovalRequest.id == LaneReview.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
    )


def _reviews(tx: Session, standing: Standing) -> tuple[ReviewLine, ...]:
    seen = select(AiSystem.id).where(visible_system_ids_clause(as_reader(standing)))
    rows = tx.execute(
        _joined()
        .where(ApprovalRequest.system_id.in_(seen))
        .order_by(LaneReview.decided_at.is_not(None), LaneReview.id.desc())
        .limit(MOST_LINES)
    )
    return tuple(_line(row) for row in rows)


def _line(row: Any) -> ReviewLine:
    review = row.LaneReview
    return ReviewLine(
        id=review.id,
        request_ref=ref("REQ", row.ApprovalRequest.id),
        label=row.Subject.label,
        month=review.month,
        seed=review.seed,
        verdict=review.verdict,
        by=f"{review.printed_name}, {role_label(review.role)}" if review.verdict else "",
        decided_at=review.decided_at,
    )


def _stop(stop: LaneStop) -> StopLine:
    return StopLine(
        id=stop.id,
        closed_at=stop.closed_at,
        code=stop.code,
        params=json.loads(stop.params),
        reopened_at=stop.reopened_at,
        by=f"{stop.printed_name}, {role_label(stop.role)}" if stop.reopened_at else "",
        reason=stop.reason,
        statement=stop.statement,
    )


def _counts(tx: Session) -> dict[str, int]:
    rows = tx.execute(
        select(ApprovalRequest.status, func.count())
        .where(ApprovalRequest.kind == FAST_LANE)
        .group_by(ApprovalRequest.status)
    )
    return {str(status): int(count) for status, count in rows}
