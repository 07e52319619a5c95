"""The confirmation of a suspension as a kind of approval: it opens nothing, and its failure lifts nothing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Decision
from models.suspension import Suspension
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.body import PolicyBody
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.lifecycle.gate_kind import GateKind


class ConfirmationKind(GateKind):
    """Says afterwards whether an immediate stop was right."""

    # Nobody hands it in a second time, so it cannot be sent back: it was right or it was not.
    decisions: tuple[str, ...] = (Decision.APPROVE.value, Decision.REJECT.value)

    def records(
        self, _tx: Session, _request: ApprovalRequest, _body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """Its items are the confirmers' worklist; no register answers them."""
        return {}

    def may_go_on(self, _tx: Session, _request: ApprovalRequest) -> None:
        """A confirmation is never refused for the state of the version."""

    def approved(self, tx: Session, now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Notes that the suspension is confirmed."""
        suspension = tx.get_one(Suspension, int(json.loads(request.detail)["suspension_id"]))
        suspension.confirmed_at = now
        return {"suspension": [ref("SUS", suspension.id), "confirmed"]}

    def ended(self, _tx: Session, _now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """The suspension stands; only resumption or retirement ends it."""
        return {"suspension": [ref("SUS", int(json.loads(request.detail)["suspension_id"])), "stands"]}
