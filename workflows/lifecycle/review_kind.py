"""The suspension review as a kind of approval: approved it stops the version, rejected it lets it go on for a time."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import Decision
from models.signature import Signature
from models.subject import Subject
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.tally import APPROVING
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import Conflict
from workflows.lifecycle.gate_kind import GateKind
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.stopping import Signer, stop
from workflows.lifecycle.versions import of_subject


class SuspensionReviewKind(GateKind):
    """Opened by the clock on the governance lead's turn."""

    decisions: tuple[str, ...] = (Decision.APPROVE.value, Decision.REJECT.value)
    """There is no team to ask for changes and nothing to set conditions on: it stops now, or goes on until a date."""

    asks_until = True

    def records(
        self, _tx: Session, _request: ApprovalRequest, _body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """Its items are the worklist of whoever decides; no register answers them."""
        return {}

    def may_go_on(self, tx: Session, request: ApprovalRequest) -> None:
        """Raises Conflict when there is nothing left to suspend."""
        version = of_subject(tx, request.subject_id)
        if version.suspension_id is not None or version.stage not in LIVE:
            raise Conflict("nothing_to_suspend")

    def approved(self, tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Suspends the version in the transaction of the signature, in the name of whoever gave it."""
        version = of_subject(tx, request.subject_id, lock=True)
        if version.suspension_id is not None or version.stage not in LIVE:
            raise Conflict("nothing_to_suspend")
        given = _last(tx, request, APPROVING)
        signer = Signer(
            given.person_id,
            given.printed_name,
            given.role,
            given.reason or f"{ref('REQ', request.id)}",
            given.statement,
            given.authenticated_by,
        )
        system = tx.get_one(AiSystem, version.system_id)
        subject = tx.get_one(Subject, request.subject_id)
        stopped = stop(tx, now, actor, subject, version, system, signer)
        return stopped.changes()

    def ended(self, tx: Session, _now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Rejected, the version goes on until the day that the signature names; that day stands on the request."""
        if request.ended_code != "ended_rejected":
            return {}
        until = json.loads(_last(tx, request, {Decision.REJECT.value}).terms).get("go_on_until", "")
        request.ended_code = "ended_goes_on"
        request.ended_params = json.dumps({"until": until})
        return {"goes_on_until": [None, until]}


def _last(tx: Session, request: ApprovalRequest, decisions: Any) -> Signature:
    """The signature that decided."""
    return tx.scalars(
        select(Signature)
        .where(Signature.request_id == request.id, Signature.decision.in_(sorted(decisions)))
        .order_by(Signature.id.desc())
        .limit(1)
    ).one()
