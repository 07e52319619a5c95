"""Where evidence is used: the requests whose items carry it, or once did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answer_evidence import AnswerEvidence
from models.approval_request import ApprovalRequest
from models.evidence import Evidence
from workflows.approvals.evidence import access
from workflows.ground.actor import Actor
from workflows.ground.ids import ref


@dataclass(frozen=True)
class Use:
    """One item of a request that carries a version of the evidence; `removed` says that it was taken out again."""

    request_ref: str
    gate: str
    item_key: str
    version: int
    removed: bool


def uses_of(tx: Session, actor: Actor, evidence_ids: Iterable[int]) -> tuple[Use, ...]:
    """The uses in requests that the actor may see, newest first."""
    rows = tx.execute(
        select(AnswerEvidence, ApprovalRequest, Evidence.version)
        .join(ApprovalRequest, ApprovalRequest.id == AnswerEvidence.request_id)
        .join(Evidence, Evidence.id == AnswerEvidence.evidence_id)
        .where(AnswerEvidence.evidence_id.in_(list(evidence_ids)))
        .order_by(AnswerEvidence.id.desc())
    ).all()
    systems = {request.system_id for _use, request, _version in rows}
    seen = {system_id for system_id in systems if access.sees_system(tx, actor, system_id)}
    return tuple(
        Use(ref("REQ", request.id), request.gate, use.item_key, version, use.removed_at is not None)
        for use, request, version in rows
        if request.system_id in seen
    )
