"""Starts a dry run: of a draft, of the version in force, or of any text that reads as a policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.dry_run import DryRun
from models.policy_draft import PolicyDraft
from models.role_grant import ORG
from workflows.approvals.access import require_standing
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_TIERS
from workflows.approvals.policies.words import role_label
from workflows.approvals.simulating import words as words
from workflows.approvals.simulating.machine import UNDONE
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, NotFound
from workflows.ground.transaction import transaction
from workflows.people.standing import Grant

READERS = (
    "ai_governance_lead",
    "committee_chair",
    "committee_member",
    "top_management",
    "risk_officer",
    "legal_counsel",
    "internal_auditor",
    "external_auditor",
)
"""Whoever holds one of these roles for the whole organisation: a dry run names requests of every system."""

MOST_WAITING = 5
"""So many dry runs of one person wait or run at the same time."""


@dataclass(frozen=True)
class AskDryRun:
    """Tries a draft, or the version in force of a gate and tier, on all requests of that gate and tier."""

    draft_id: int | None = None
    gate: str = ""
    tier: str = ""
    submit_id: str | None = None


def ask_dry_run(actor: Actor, command: AskDryRun) -> str:
    """Puts the dry run in line and gives its ref; a sweep works it off.

    Raises NotFound for a draft or policy that is not there, NotAllowed for whoever does not see every request,
    Conflict when too many of theirs wait.
    """
    with transaction() as tx:
        held = claim(tx, actor, command)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        if not may_read(standing.grants):
            raise reader_needed()
        text = _text(tx, command)
        body = load(text)
        mine = select(func.count()).where(DryRun.asked_by_id == standing.person_id, DryRun.status.in_(UNDONE))
        if tx.scalars(mine).one() >= MOST_WAITING:
            raise Conflict("dry_runs_wait", most=MOST_WAITING)
        total = select(func.count()).where(
            ApprovalRequest.gate == body.gate, ApprovalRequest.tier == body.tier
        )
        run = DryRun(
            uuid=uuid7(),
            body=text,
            body_digest=sha256(text.encode("utf-8")),
            draft_id=command.draft_id,
            asked_by_id=standing.person_id,
            asked_at=now,
            status=UNDONE[0],
            total=tx.scalars(total).one(),
        )
        tx.add(run)
        tx.flush()
        held.settle(ref("DRY", run.id))
        return ref("DRY", run.id)


def may_read(grants: Iterable[Grant]) -> bool:
    """Whether somebody with these grants may see what a dry run names."""
    return any(grant.role in READERS and grant.scope_key == ORG for grant in grants)


def reader_needed() -> NotAllowed:
    """The refusal for everybody else; it names who may."""
    return NotAllowed("needs_dry_run_reader", roles=", ".join(role_label(role) for role in READERS))


def _text(tx: Session, command: AskDryRun) -> str:
    if command.draft_id is not None:
        draft = tx.get(PolicyDraft, command.draft_id)
        if draft is None:
            raise NotFound("not_found")
        return draft.body
    if command.gate not in POLICY_GATES or command.tier not in POLICY_TIERS:
        raise NotFound("not_found")
    return policy_in_force(tx, command.gate, command.tier, clock.now(tx)).body
