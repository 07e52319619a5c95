"""Keeps the measures of requests up with the record: a sweep that reads what is new, and a count of everything anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES
from models.record_entry import RecordEntry
from models.record_seal import RecordSeal
from models.request_measure import RequestMeasure
from workflows.ground import clock
from workflows.ground.refused import Conflict
from workflows.ground.sweeping import Swept, each
from workflows.ground.transaction import transaction
from workflows.lifecycle.metrics import pace
from workflows.lifecycle.metrics.folding import READ, fold
from workflows.lifecycle.metrics.reading import Found, read

BATCH, TRIES = 500, 3


@dataclass(frozen=True)
class Rebuilt:
    """How many requests were measured anew."""

    requests: int


def sweep(limit: int = 200) -> Swept:
    """Measures requests about which the record says something new, then the pace of the gates when it is old."""
    done = each("measures", lambda tx: _due(tx, limit), _measure_one)
    return done + each("pace", lambda tx: pace.due(tx, clock.now(tx), bool(done.handled)), pace.renew)


def rebuild() -> Rebuilt:
    """Throws every measure away and counts all of them again from the record, some hundred in a transaction."""
    with transaction() as tx:
        tx.execute(delete(RequestMeasure))
    total, last = 0, 0
    while ids := _again(last):
        total, last = total + len(ids), ids[-1]
    with transaction() as tx:
        pace.renew(tx, 0)
    return Rebuilt(total)


def _again(last: int) -> Sequence[int]:
    """Measures the next requests after a key; once more when the sweep was at one of them at the same moment."""
    query = (
        select(ApprovalRequest.id)
        .where(ApprovalRequest.id > last, ApprovalRequest.first_submitted_at.is_not(None))
        .order_by(ApprovalRequest.id)
        .limit(BATCH)
    )
    for left in reversed(range(TRIES)):
        try:
            with transaction() as tx:
                ids = tx.scalars(query).all()
                measure(tx, ids)
                return ids
        except Conflict:
            if not left:
                raise
    return ()


def measure(tx: Session, ids: Sequence[int]) -> int:
    """Measures these requests and stores it; returns how many there were."""
    now = clock.now(tx)
    there = {row.request_id: row for row in tx.scalars(_rows(ids))} if ids else {}
    found = read(tx, ids) if ids else []
    for one in found:
        row = there.get(one.id)
        if row is None:
            row = RequestMeasure(request_id=one.id)
            tx.add(row)
        _write(row, one, now)
    tx.flush()
    return len(found)


def _rows(ids: Sequence[int]) -> Select[RequestMeasure]:
    return select(RequestMeasure).where(RequestMeasure.request_id.in_(ids))


def _write(row: RequestMeasure, one: Found, now: datetime) -> None:
    facts = one.facts
    measured = fold(facts, now)
    row.kind, row.gate, row.tier = one.kind, one.gate, one.tier
    row.policy_digest = measured.policy_digest or one.policy_digest
    row.submitted_at, row.decided_at, row.outcome = facts.submitted, facts.ended, facts.outcome
    row.rounds, row.due_at, row.on_time = measured.rounds, facts.due, measured.on_time
    row.unclaimed_s, row.reviewer_s = measured.seconds["unclaimed"], measured.seconds["reviewer"]
    row.team_s, row.paused_s = measured.seconds["team"], measured.seconds["paused"]
    row.last_entry, row.measured_at = measured.last_entry, now


def _measure_one(tx: Session, key: int) -> bool:
    return bool(measure(tx, [key]))


def _due(tx: Session, limit: int) -> Sequence[int]:
    """Requests that were never measured since they were handed in, and open ones about which something is new.

    A request that ended is measured a last time; nothing that is written later changes what was.
    """
    missing = (
        select(ApprovalRequest.id)
        .outerjoin(RequestMeasure, RequestMeasure.request_id == ApprovalRequest.id)
        .where(ApprovalRequest.first_submitted_at.is_not(None), RequestMeasure.request_id.is_(None))
    )
    moved = (
        select(ApprovalRequest.id)
        .join(RequestMeasure, RequestMeasure.request_id == ApprovalRequest.id)
        .where(RequestMeasure.outcome == "", _news())
    )
    query = missing.union(moved).order_by("id").limit(limit)
    return tx.scalars(query).all()


def _news() -> ColumnElement[bool]:
    newer = exists().where(
        RecordEntry.request_uuid == ApprovalRequest.uuid,
        RecordEntry.action.in_(READ),
        RecordSeal.entry_id == RecordEntry.id,
        RecordSeal.n > RequestMeasure.last_entry,
    )
    ended = ApprovalRequest.status.not_in([status.value for status in OPEN_STATUSES])
    turned = ApprovalRequest.turn_since > RequestMeasure.measured_at
    return or_(ended, turned, newer)
