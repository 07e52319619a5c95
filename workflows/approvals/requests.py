"""Opens and ends approval requests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.subject import Subject
from workflows.approvals import turning
from workflows.approvals.access import require_own
from workflows.approvals.clock import running
from workflows.approvals.expiry import extend
from workflows.approvals.facts import seats_of
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import fire, is_final
from workflows.approvals.naming import about, place
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.record import append


def new_request(
    tx: Session,
    now: datetime,
    opened_by: int | None,
    subject: Subject,
    *,
    kind: str,
    gate: str,
    tier: str | None,
    from_stage: str,
    target_stage: str,
    detail: dict[str, Any] | None = None,
    on_hold: bool = False,
) -> ApprovalRequest:
    """A new draft on a locked subject, under the policy that is in force now.

    Raises Refused when the gate has no policy for the tier. The database refuses a second open one per gate.
    """
    policy = policy_in_force(tx, gate, tier, now)
    request = ApprovalRequest(
        uuid=uuid7(),
        kind=kind,
        gate=gate,
        subject_id=subject.id,
        system_id=subject.system_id,
        tier=tier or "high",
        policy_version_id=policy.id,
        status=RequestStatus.DRAFT.value,
        from_stage=from_stage,
        target_stage=target_stage,
        detail=canonical_text(detail or {}),
        on_hold=on_hold,
        opened_by_id=opened_by,
        opened_at=now,
        turn_since=now,
    )
    tx.add(request)
    extend(tx, request, now)
    tx.flush()
    return request


@dataclass(frozen=True)
class Withdraw:
    """Takes a request back before it is decided."""

    request_ref: str
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Ended:
    """A request that ended, and how."""

    ref: str
    status: str


def withdraw_request(actor: Actor, command: Withdraw) -> Ended:
    """The team takes its request back; nothing it asked for happens and every signature stays in the record.

    Raises Refused without a reason, NotFound for strangers, Conflict when the request has ended already.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        require_own(tx, actor, subject, request, now)
        if not command.reason.strip():
            raise Refused("withdraw_reason", field="reason")
        if not by_team(request.kind):
            raise Refused("withdraw_kind")
        before = request.status
        extra = end_request(tx, now, actor, request, "withdraw", "ended_withdrawn", {})
        append(
            tx,
            now,
            actor,
            "request:withdrawn",
            about=about(request, subject),
            changes={"status": [before, request.status], **extra},
            **place(request, subject),
            personal={actor.uuid: {"reason": command.reason.strip()}},
        )
        put(tx, now, "request:withdrawn", ("request", request.uuid), "end", [])
        return Ended(command.request_ref, request.status)


def end_request(
    tx: Session,
    now: datetime,
    actor: Actor,
    request: ApprovalRequest,
    trigger: str,
    code: str,
    params: dict[str, Any],
) -> dict[str, Any]:
    """Ends a locked request without approval: fires the machine, closes its seats, does what its kind adds."""
    if is_final(request.status):
        raise Conflict("request_ended", status=request.status)
    fire(request, trigger)
    request.decided_at, request.turn_since = now, now
    running.stop(tx, request, now, running.ENDED)
    request.ended_code, request.ended_params = code, json.dumps(params, ensure_ascii=False)
    turning.close(seats_of(tx, request.id))
    return kind_of(request).ended(tx, now, actor, request)
