"""Which frozen inputs of an approved request differ now, for its page."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import RequestStatus
from models.system_version import SystemVersion
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import request_key
from workflows.ground.transaction import reading
from workflows.inventory.frozen import subject_facts
from workflows.lifecycle.resting.differing import Difference, differences, records_of
from workflows.lifecycle.resting.present import present_of


def moved_since_approval(request_ref: str) -> tuple[Difference, ...]:
    """The frozen inputs of an approved request that differ now, by name; nothing for every other request.

    The caller has shown that its reader may see the request.
    """
    tx = reading()
    row = tx.execute(
        select(ApprovalRequest, ApprovalRound.bundle)
        .join(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .where(ApprovalRequest.id == request_key(request_ref))
    ).one_or_none()
    if row is None:
        return ()
    request, bundle = row
    if request.status != RequestStatus.APPROVED.value or not by_team(request.kind):
        return ()
    return differing_inputs(tx, request, bundle)


def differing_inputs(tx: Session, request: ApprovalRequest, bundle: str) -> tuple[Difference, ...]:
    """The frozen inputs that differ now; a request is stale exactly when there is one."""
    content = json.loads(bundle)
    present = present_of(tx, records_of(content))
    version_id = tx.scalars(
        select(SystemVersion.id).where(SystemVersion.subject_id == request.subject_id)
    ).one_or_none()
    artefacts = subject_facts(tx, version_id).artefacts if version_id is not None else None
    return differences(content, present, artefacts)
