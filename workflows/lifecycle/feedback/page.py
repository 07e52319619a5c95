"""A gate in practice: what was decided there, what went wrong afterwards, and which criteria that points to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.vocabulary import POLICY_GATES
from workflows.approvals.policies.words import gate_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_requests_clause, visible_system_ids_clause
from workflows.lifecycle.feedback import words as words
from workflows.lifecycle.feedback.sources import Setback, Wanted, setbacks
from workflows.people.queries import SignedIn

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Criterion:
    """One item of the gate's checklist and how often it failed in practice."""

    key: str
    text: str
    count: int


@dataclass(frozen=True)
class InPractice:
    """A gate in the last year: approvals, those followed by a setback, the setbacks and what they point to.

    `decisions` are the refs of the requests that the setbacks point to, by request.
    """

    gate: str
    gate_label: str
    since: datetime
    approved: int
    followed: int
    setbacks: tuple[Setback, ...]
    criteria: tuple[Criterion, ...]
    kinds: tuple[tuple[str, int], ...]

    @staticmethod
    def decision(setback: Setback) -> str:
        """The ref of the request that let it through."""
        return ref("REQ", setback.request_id)


def in_practice(account: SignedIn, gate: str) -> InPractice:
    """What followed the approvals at a gate that the reader may see; raises NotFound for a gate nobody knows."""
    if gate not in POLICY_GATES:
        raise NotFound("not_found")
    tx, now = reading(), clock.glance()
    seen = visible_requests_clause(account)
    found = setbacks(tx, Wanted(gate, now - YEAR, now, seen, visible_system_ids_clause(account)))
    approved = tx.scalar(
        select(func.count())
        .select_from(ApprovalRequest)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(
            seen,
            ApprovalRequest.gate == gate,
            ApprovalRequest.status == RequestStatus.APPROVED.value,
            ApprovalRequest.decided_at >= now - YEAR,
        )
    )
    texts: dict[str, str] = {}
    for body in tx.scalars(_bodies(gate, now)):
        texts |= {item.key: item.text for item in load(body).items}
    counts = Counter(one.item_key for one in found if one.item_key)
    return InPractice(
        gate=gate,
        gate_label=gate_label(gate),
        since=now - YEAR,
        approved=approved or 0,
        followed=len({one.request_id for one in found}),
        setbacks=tuple(found),
        criteria=tuple(Criterion(key, texts.get(key, ""), count) for key, count in counts.most_common()),
        kinds=tuple(Counter(one.kind for one in found).most_common()),
    )


def _bodies(gate: str, now: datetime) -> Select[str]:
    return (
        select(PolicyVersion.body)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .where(Policy.gate == gate, PolicyVersion.in_force_from <= now)
        .order_by(PolicyVersion.number)
    )
