"""Reads what the record and the clock say of some requests, in three statements however many there are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, null, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.clock_span import ClockSpan
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from models.record_seal import RecordSeal
from workflows.approvals.machine import is_final
from workflows.lifecycle.metrics.folding import HANDED_IN, READ, Facts, Span, Told


@dataclass(frozen=True)
class Found:
    """A request with everything that is folded into its measures."""

    id: int
    kind: str
    gate: str
    tier: str
    policy_digest: str
    facts: Facts


def read(tx: Session, ids: Sequence[int]) -> list[Found]:
    """The facts of these requests, in the order of their keys; those that were never handed in are left out."""
    rows = tx.execute(
        select(ApprovalRequest, PolicyVersion.digest)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .where(ApprovalRequest.id.in_(ids), ApprovalRequest.first_submitted_at.is_not(None))
        .order_by(ApprovalRequest.id)
    ).all()
    entries = _entries(tx, [request.uuid for request, _ in rows])
    spans = _spans(tx, [request.id for request, _ in rows])
    return [
        Found(
            request.id,
            request.kind,
            request.gate,
            request.tier,
            digest,
            _facts(request, entries[request.uuid], spans[request.id]),
        )
        for request, digest in rows
    ]


def _facts(request: ApprovalRequest, entries: list[Told], spans: list[Span]) -> Facts:
    assert request.first_submitted_at is not None
    ended = is_final(request.status)
    return Facts(
        submitted=request.first_submitted_at,
        ended=request.decided_at if ended else None,
        outcome=request.status if ended else "",
        due=request.due_at,
        entries=entries,
        spans=spans,
    )


def _entries(tx: Session, uuids: Sequence[str]) -> dict[str, list[Told]]:
    """By request, in the order of the record; only a submission's body is read, for the policy that it names."""
    body = case((RecordEntry.action.in_(HANDED_IN), RecordEntry.body), else_=null())
    rows = tx.execute(
        select(RecordEntry.request_uuid, RecordSeal.n, RecordEntry.at, RecordEntry.action, body)
        .join(RecordSeal, RecordSeal.entry_id == RecordEntry.id)
        .where(RecordEntry.request_uuid.in_(uuids), RecordEntry.action.in_(READ))
        .order_by(RecordSeal.n)
    )
    found: dict[str, list[Told]] = defaultdict(list)
    for uuid, n, at, action, text in rows:
        found[str(uuid)].append(Told(n, at, action, _digest(text)))
    return found


def _digest(body: str | None) -> str:
    try:
        return str(json.loads(body)["policy_digest"] or "") if body else ""
    except (ValueError, KeyError, TypeError):
        # An entry that somebody edited is told by the verification; a measure only does without it.
        return ""


def _spans(tx: Session, ids: Sequence[int]) -> dict[int, list[Span]]:
    rows = tx.execute(
        select(ClockSpan.request_id, ClockSpan.started_at, ClockSpan.stopped_at, ClockSpan.why)
        .where(ClockSpan.request_id.in_(ids))
        .order_by(ClockSpan.request_id, ClockSpan.number)
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for request_id, started, stopped, why in rows:
        found[request_id].append(Span(started, stopped, why))
    return found
