"""The review of an emergency pass as a kind of approval: it opens nothing, and whoever issued the pass is barred."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.emergency_pass import EmergencyPass
from models.enums import Decision, RequestStatus
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.body import PolicyBody
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.lifecycle.gate_kind import GateKind


class EmergencyKind(GateKind):
    """Says afterwards whether it was right to let a version run although no gate had let it."""

    # Nobody hands it in a second time, so it cannot be sent back: it was right or it was not.
    decisions: tuple[str, ...] = (Decision.APPROVE.value, Decision.REJECT.value)

    def records(
        self, _tx: Session, _request: ApprovalRequest, _body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """Its items are the reviewers' worklist; no register answers them."""
        return {}

    def may_go_on(self, _tx: Session, _request: ApprovalRequest) -> None:
        """A review is never refused for the state of the version."""

    def approved(self, tx: Session, now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """The pass was right; its review is closed."""
        return self._close(tx, now, request, "right")

    def ended(self, tx: Session, now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Rejected, the pass was wrong and holds no longer; ended otherwise, it is still to be judged."""
        if request.status != RequestStatus.REJECTED:
            return {}
        return self._close(tx, now, request, "wrong")

    def _close(self, tx: Session, now: datetime, request: ApprovalRequest, verdict: str) -> dict[str, Any]:
        found = tx.scalars(
            select(EmergencyPass)
            .where(EmergencyPass.review_request_id == request.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        found.closed_at = now
        if verdict == "wrong" and found.ended_at is None and found.ends_at > now:
            found.ended_at = found.over_told_at = now
        return {"pass": [ref("PASS", found.id), verdict]}
