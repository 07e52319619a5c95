"""The approval of a record as a kind of request: approved, the record has that status for what it says now."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Decision
from models.register_record import RegisterRecord
from workflows.approvals.kinds import LinkedRecord, More
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.when import Situation
from workflows.assurance.approving.approvable import approval_of
from workflows.assurance.approving.frozen import linked, record_of
from workflows.assurance.approving.moving import approve_as_it_is
from workflows.ground.actor import Actor
from workflows.ground.refused import Conflict
from workflows.inventory.frozen import team_rows


class RecordKind:
    """About one record; whoever belongs to its system's team, or wrote it outside a role that signs, is barred."""

    # Whoever wants another record rejects with a reason: it is changed and put forward anew, as another round of a
    # text that several signed would hide which text they read.
    decisions: tuple[str, ...] = (Decision.APPROVE.value, Decision.REJECT.value)
    asks_until = False

    def situation(self, _tx: Session, request: ApprovalRequest) -> Situation:
        """The flags that its register sets; whatever else a policy asks about counts."""
        return Situation(flags=approval_of(json.loads(request.detail)["register"]).flags)

    def tier(self, tx: Session, request: ApprovalRequest) -> str | None:
        """The tier that goes with the record's level now."""
        record = record_of(tx, request)
        return approval_of(record.register).tier(record.level)

    def subject(self, tx: Session, request: ApprovalRequest) -> dict[str, Any]:
        """The record and the digest of everything it says."""
        record = record_of(tx, request)
        return {"uuid": record.uuid, "label": record.register, "artefacts": {"record": record.digest}}

    def records(
        self, tx: Session, request: ApprovalRequest, body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """The record stands behind every item of its policy."""
        found = linked(tx, record_of(tx, request))
        return {item.key: [found] for item in body.items}

    def more(self, _tx: Session, _request: ApprovalRequest, _body: PolicyBody) -> More:
        """Nothing comes from other policies."""
        return More()

    def team_rows(self, request: ApprovalRequest, at: datetime) -> list[Select[*tuple[Any, ...]]]:
        """The team of the system, and the builders of the version the record is about."""
        version = select(RegisterRecord.version_id).where(
            RegisterRecord.uuid == json.loads(request.detail)["record"]
        )
        return team_rows(request.system_id, version.scalar_subquery(), at)

    def may_go_on(self, tx: Session, request: ApprovalRequest) -> None:
        """Raises Conflict when the record has left the lists."""
        if record_of(tx, request).archived_at is not None:
            raise Conflict("record_archived")

    def approved(self, tx: Session, now: datetime, actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """The record is approved for what it says now, and for nothing else."""
        return approve_as_it_is(tx, now, actor, request)

    def ended(self, _tx: Session, _now: datetime, _actor: Actor, _request: ApprovalRequest) -> dict[str, Any]:
        """Nothing follows: the record stays as it is."""
        return {}
