"""Leads an incident back to the gate decision that let it through: the gate's page counts it as a setback."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.assurance.incidents.register import CLOSED, INCIDENT, INCIDENTS
from workflows.ground.ids import key_of, ref
from workflows.inventory.registers.content import body_of
from workflows.lifecycle.feedback.sources import MOST, Setback, Wanted

SOURCE, KIND = "incident_record", "incident"


def incidents(tx: Session, wanted: Wanted) -> list[Setback]:
    """Incidents that name a decision at this gate, the newest first; two statements."""
    records = [
        (record, key_of("REQ", str(body_of(record.body).get("let_through") or "")) or 0)
        for record in tx.scalars(
            select(RegisterRecord)
            .join(AiSystem, AiSystem.id == RegisterRecord.system_id)
            .where(
                wanted.systems,
                RegisterRecord.register == INCIDENT,
                RegisterRecord.archived_at.is_(None),
                RegisterRecord.made_at >= wanted.since,
                RegisterRecord.body.contains('"let_through": "REQ-', autoescape=True),
            )
            .order_by(RegisterRecord.id.desc())
            .limit(MOST)
        )
    ]
    rows = tx.execute(
        select(ApprovalRequest.id, Subject.label)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            ApprovalRequest.id.in_({key for _, key in records}),
            ApprovalRequest.gate == wanted.gate,
            ApprovalRequest.status == RequestStatus.APPROVED.value,
        )
    )
    labels = {row.id: row.label for row in rows}
    return [_setback(record, key, labels[key]) for record, key in records if key in labels]


def _setback(record: RegisterRecord, request_id: int, label: str) -> Setback:
    name = ref(INCIDENTS.prefix, record.id)
    return Setback(
        KIND,
        request_id,
        label,
        name,
        f"/registers/{INCIDENTS.area}/{name}",
        record.made_at,
        "setback_incident",
        {"text": record.title},
        str(body_of(record.body).get("let_through_item") or ""),
        record.status == CLOSED,
    )
