"""The subject of a request about a record: the record itself, reached by the roles that reach its system."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.organisation import Organisation
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.inventory.registers import declaring
from workflows.people.scopes import ORG, scope_keys_of

KIND = "register_record"
LONGEST = 300


def lock_subject_of(tx: Session, register: str, record_id: int) -> Subject:
    """The locked subject of a record, made when it is needed for the first time; raises NotFound without the record.

    Decisions lock their subject first, so this comes before the lock on the record.
    """
    record = tx.scalars(
        select(RegisterRecord).where(RegisterRecord.id == record_id, RegisterRecord.register == register)
    ).one_or_none()
    if record is None:
        raise NotFound("not_found")
    found = tx.scalars(
        select(Subject)
        .where(Subject.uuid == record.uuid)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        found = Subject(uuid=record.uuid, kind=KIND, **_place(tx, record.system_id), label="")
        tx.add(found)
    found.label = label_of(record)
    tx.flush()
    return found


def label_of(record: RegisterRecord) -> str:
    """How the record is called in statements and lists, such as "RISK-4 Bias against older applicants"."""
    prefix = declaring.of(record.register).prefix
    return f"{ref(prefix, record.id)} {record.title}"[:LONGEST]


def _place(tx: Session, system_id: int) -> dict[str, object]:
    if system_id == ORGANISATION:
        uuid, scopes = tx.scalars(select(Organisation.uuid)).one(), [ORG]
    else:
        system = tx.get_one(AiSystem, system_id)
        uuid, scopes = system.uuid, scope_keys_of(tx, system.id, system.unit_id)
    return {"system_id": system_id, "system_uuid": uuid, "scope_keys": json.dumps(scopes)}
