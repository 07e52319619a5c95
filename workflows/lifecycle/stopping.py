"""Lays a stop over a version in the transaction of whoever signed it: the row, the holds, the confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, Gate, Involvement, Tier
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.clock import running
from workflows.approvals.involving import note
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import SUSPENSION, SUSPENSION_REVIEW
from workflows.approvals.requests import end_request, new_request
from workflows.approvals.submitting import hand_in
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.refused import Refused
from workflows.outbox import put

LONGEST_DAYS = 90
"""How long a suspension lasts before it escalates, where no resumption policy in force says it."""


@dataclass(frozen=True)
class Signer:
    """Who answers for a stop: person, name and role as signed, reason, exact sentence, how authenticated."""

    person_id: int
    printed_name: str
    role: str
    reason: str
    statement: str
    authenticated_by: str


@dataclass(frozen=True)
class Stopped:
    """The stop, the request that will confirm it, and the refs of what it put on hold."""

    suspension: Suspension
    confirmation: ApprovalRequest
    held: tuple[str, ...]

    def changes(self) -> dict[str, Any]:
        """What the entry of the act says about it."""
        return {
            "suspension": [None, ref("SUS", self.suspension.id)],
            "confirmation": [None, ref("REQ", self.confirmation.id)],
            "on_hold": [None, list(self.held)],
            "statement_sha256": [None, sha256(self.suspension.statement.encode("utf-8"))],
        }


def stop(
    tx: Session,
    now: datetime,
    actor: Actor,
    subject: Subject,
    version: SystemVersion,
    system: AiSystem,
    signer: Signer,
) -> Stopped:
    """Stops a locked version that runs, and tells it; the caller writes the one entry of the act."""
    suspension = Suspension(
        uuid=uuid7(),
        version_id=version.id,
        reason=signer.reason,
        person_id=signer.person_id,
        printed_name=signer.printed_name,
        role=signer.role,
        statement=signer.statement,
        authenticated_by=signer.authenticated_by,
        suspended_at=now,
        longest_until=now + timedelta(days=longest_days(tx, system.tier, now)),
    )
    tx.add(suspension)
    tx.flush()
    version.suspension_id = suspension.id
    held = _hold_others(tx, now, actor, version, suspension)
    request = _open_confirmation(tx, now, subject, version, system, suspension, signer.person_id)
    suspension.confirmation_request_id = request.id
    put(tx, now, "version:suspended", ("version", version.uuid), f"suspension:{suspension.uuid}", [])
    return Stopped(suspension, request, tuple(held))


def longest_days(tx: Session, tier: str | None, now: datetime) -> int:
    """The longest suspension in days, as the resumption policy says; without a clean tier a version counts as high.

    A stop is never refused because a policy is missing.
    """
    clean = tier if tier not in (None, Tier.PROHIBITED) else Tier.HIGH.value
    try:
        body = load(policy_in_force(tx, Gate.RESUMPTION.value, clean, now).body)
    except Refused:
        return LONGEST_DAYS
    return body.max_suspension_days or LONGEST_DAYS


def _hold_others(
    tx: Session, now: datetime, actor: Actor, version: SystemVersion, suspension: Suspension
) -> list[str]:
    """Puts every open request of the version on hold but those that may end or outlive the stop."""
    held = []
    for request in lock_open_requests(tx, version.subject_id, OPEN_STATUSES):
        if request.kind == SUSPENSION_REVIEW:
            # What it asks has been answered: the version is stopped.
            by = {"by": ref("SUS", suspension.id)}
            end_request(tx, now, actor, request, "supersede", "ended_superseded", by)
            continue
        if request.gate in (Gate.RESUMPTION, Gate.RETIREMENT, Gate.REWORK) or not by_team(request.kind):
            continue
        request.on_hold = True
        running.stop(tx, request, now, running.ON_HOLD)
        held.append(ref("REQ", request.id))
    return held


def _open_confirmation(
    tx: Session,
    now: datetime,
    subject: Subject,
    version: SystemVersion,
    system: AiSystem,
    suspension: Suspension,
    suspender_id: int,
) -> ApprovalRequest:
    """Opens and hands in the confirmation; the suspender is barred from it as whoever submitted it would be."""
    request = new_request(
        tx,
        now,
        None,
        subject,
        kind="suspension_confirmation",
        gate=SUSPENSION,
        tier=system.tier if system.tier != Tier.PROHIBITED else Tier.HIGH.value,
        from_stage=version.stage,
        target_stage=version.stage,
        detail={"suspension_id": suspension.id, "suspension": suspension.uuid},
    )
    note(tx, now, request.id, suspender_id, Involvement.SUBMITTED, "the suspension")
    hand_in(tx, now, subject, request, None)
    return request
