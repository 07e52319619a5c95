"""Reads which approval requests froze a record, in which version, and whether it still says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.approvals.policies.words import gate_label
from workflows.ground.ids import ref
from workflows.inventory.visibility import visible_requests_clause

MOST = 20


@dataclass(frozen=True)
class FrozenIn:
    """A request whose last round holds the record: for which items, as which version, and whether it still says so."""

    ref: str
    label: str
    gate: str
    status: str
    items: tuple[str, ...]
    version: int
    same: bool
    at: datetime


def frozen_in(tx: Session, person: Any, record: RegisterRecord) -> tuple[FrozenIn, ...]:
    """The requests that froze a record and that the reader may see, the newest first: one statement."""
    rows = tx.execute(
        select(ApprovalRequest, Subject.label, ApprovalRound.bundle, ApprovalRound.at)
        .join(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(ApprovalRound.bundle.contains(record.uuid, autoescape=True), visible_requests_clause(person))
        .order_by(ApprovalRequest.id.desc())
        .limit(MOST)
    )
    return tuple(line for row in rows for line in _lines(record, *row))


def _lines(
    record: RegisterRecord, request: ApprovalRequest, label: str, bundle: str, at: datetime
) -> Iterator[FrozenIn]:
    held = [
        (key, frozen)
        for key, item in (json.loads(bundle).get("items") or {}).items()
        for frozen in item.get("records") or ()
        if frozen.get("uuid") == record.uuid
    ]
    if held:
        yield FrozenIn(
            ref=ref("REQ", request.id),
            label=label,
            gate=gate_label(request.gate),
            status=request.status,
            items=tuple(key for key, _ in held),
            version=int(held[0][1]["version"]),
            same=all(frozen["digest"] == record.digest for _, frozen in held),
            at=at,
        )
