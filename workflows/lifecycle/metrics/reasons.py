"""What reviewers ask to be changed, by checklist item: points of requests for changes, and conditions of approvals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal, select, union_all
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.change_point import ChangePoint
from models.condition import Condition
from models.enums import RequestStatus
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import load
from workflows.lifecycle.metrics.wanted import Wanted

POINT, CONDITION = "point", "condition"


@dataclass(frozen=True)
class Reason:
    """One item of a gate's checklist; an empty item is what was said of the request as a whole.

    `rejected` counts the requests with a point on it that were rejected in the end.
    """

    gate: str
    item_key: str
    text: str
    points: int
    conditions: int
    requests: int
    rejected: int


def read(tx: Session, wanted: Wanted, since: datetime) -> tuple[Reason, ...]:
    """The items that were asked about since then, most often first; two statements."""
    rows: Sequence[Any] = tx.execute(union_all(_points(wanted, since), _conditions(wanted, since))).all()
    texts = _texts(tx, {policy for *_, policy in rows})
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for kind, gate, item, count, requests, rejected, _ in rows:
        sums[gate, item][0 if kind == POINT else 1] += count
        sums[gate, item][2] += requests
        sums[gate, item][3] += rejected
    found = [Reason(gate, item, texts.get(item, ""), *numbers) for (gate, item), numbers in sums.items()]
    return tuple(sorted(found, key=lambda one: (-one.points - one.conditions, -one.points, one.item_key)))


def _points(wanted: Wanted, since: datetime) -> Any:
    rejected = case((ApprovalRequest.status == RequestStatus.REJECTED.value, ApprovalRequest.id))
    query = (
        select(
            literal(POINT),
            ApprovalRequest.gate,
            ChangePoint.item_key,
            func.count(ChangePoint.id),
            func.count(ApprovalRequest.id.distinct()),
            func.count(rejected.distinct()),
            func.max(ApprovalRequest.policy_version_id),
        )
        .join(ApprovalRequest, ApprovalRequest.id == ChangePoint.request_id)
        .where(ChangePoint.raised_at >= since)
        .group_by(ApprovalRequest.gate, ChangePoint.item_key)
    )
    return _narrowed(query, wanted)


def _conditions(wanted: Wanted, since: datetime) -> Any:
    query = (
        select(
            literal(CONDITION),
            ApprovalRequest.gate,
            Condition.item_key,
            func.count(Condition.id),
            func.count(ApprovalRequest.id.distinct()),
            literal(0),
            func.max(ApprovalRequest.policy_version_id),
        )
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .where(ApprovalRequest.decided_at >= since, Condition.status != "void")
        .group_by(ApprovalRequest.gate, Condition.item_key)
    )
    return _narrowed(query, wanted)


def _narrowed(query: Any, wanted: Wanted) -> Any:
    if wanted.gate:
        query = query.where(ApprovalRequest.gate == wanted.gate)
    if wanted.tier:
        query = query.where(ApprovalRequest.tier == wanted.tier)
    return query


def _texts(tx: Session, policies: set[int]) -> dict[str, str]:
    """What the items ask, by the newest of the policies under which they were asked."""
    if not policies:
        return {}
    rows = tx.scalars(
        select(PolicyVersion.body).where(PolicyVersion.id.in_(policies)).order_by(PolicyVersion.id)
    )
    return {item.key: item.text for body in rows for item in load(body).items}
