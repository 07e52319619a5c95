"""Reads the open requests of a policy that still run under an older version, for the page that moves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES
from models.policy_transfer import PolicyTransfer
from models.policy_version import PolicyVersion
from models.subject import Subject
from workflows.approvals.access import may_see
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_TIERS
from workflows.approvals.policies.words import gate_label, role_label
from workflows.approvals.transfers.act import WHO, role_of, statement_for
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.people.standing import Standing, standing_of


class Reader(Protocol):
    """Whoever asks for a page."""

    @property
    def id(self) -> int:
        """Their key."""


@dataclass(frozen=True)
class Waiting:
    """An open request under an older version, and the sentence that would be signed for it; empty when it may not."""

    ref: str
    label: str
    status: str
    number: int
    statement: str


@dataclass(frozen=True)
class Moved:
    """A request that somebody moved before."""

    ref: str
    name: str
    role: str
    reason: str
    statement: str
    at: datetime


@dataclass(frozen=True)
class TransferPage:
    """The policy, its version in force, and the requests that do not run under it."""

    gate: str
    gate_name: str
    tier: str
    number: int
    in_force_from: datetime
    waiting: tuple[Waiting, ...]
    moved: tuple[Moved, ...]


def transfer_page(actor: Actor, person: Reader, gate: str, tier: str) -> TransferPage:
    """The page of one policy.

    Raises NotFound for a policy that is not there, NotAllowed for whoever holds none of the two roles.
    """
    tx, now = reading(), clock.glance()
    if gate not in POLICY_GATES or tier not in POLICY_TIERS:
        raise NotFound("not_found")
    standing = standing_of(tx, person.id, now)
    if standing is None or not {grant.role for grant in standing.grants} & set(WHO):
        raise NotAllowed("needs_transfer_role", roles=" / ".join(role_label(role) for role in WHO))
    version = policy_in_force(tx, gate, tier, now)
    return TransferPage(
        gate,
        gate_label(gate),
        tier,
        version.number,
        version.in_force_from,
        _waiting(tx, actor, standing, version),
        _moved(tx, actor, version),
    )


def _waiting(tx: Session, actor: Actor, standing: Standing, version: PolicyVersion) -> tuple[Waiting, ...]:
    rows = tx.execute(
        select(ApprovalRequest, Subject, PolicyVersion.number)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .where(
            PolicyVersion.policy_id == version.policy_id,
            PolicyVersion.number < version.number,
            ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]),
        )
        .order_by(ApprovalRequest.id)
    )
    found = []
    for request, subject, number in rows:
        role = role_of(standing, subject)
        if role is None or request.on_hold or not may_see(tx, actor, request.system_id):
            continue
        text = statement_for(standing.name, role, subject, request, number, version)
        found.append(Waiting(ref("REQ", request.id), subject.label, request.status, number, text))
    return tuple(found)


def _moved(tx: Session, actor: Actor, version: PolicyVersion) -> tuple[Moved, ...]:
    rows = tx.execute(
        select(PolicyTransfer, ApprovalRequest.system_id)
        .join(ApprovalRequest, ApprovalRequest.id == PolicyTransfer.request_id)
        .join(PolicyVersion, PolicyVersion.id == PolicyTransfer.to_version_id)
        .where(PolicyVersion.policy_id == version.policy_id)
        .order_by(PolicyTransfer.id.desc())
        .limit(50)
    )
    return tuple(
        Moved(
            ref("REQ", one.request_id),
            one.printed_name,
            role_label(one.role),
            one.reason,
            one.statement,
            one.at,
        )
        for one, system_id in rows
        if may_see(tx, actor, system_id)
    )
