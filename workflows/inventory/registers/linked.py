"""Reads the links of a record, both ways: what it points at, and what points at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.inventory.registers import declaring
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.visibility import visible_requests_clause, visible_system_ids_clause


@dataclass(frozen=True)
class LinkLine:
    """One link: its relation and label, the name and title at the other end; `outward` when this record made it."""

    relation: str
    label: str
    ref: str
    title: str
    note: str
    outward: bool
    frozen: bool


def links_of(tx: Session, person: Any, one: Register, record_id: int) -> tuple[LinkLine, ...]:
    """The live links of a record whose other end the reader may know of, in one statement."""
    inward = and_(RegisterLink.target_kind == "record", RegisterLink.target_id == record_id)
    other, joined = _joined(record_id, inward)
    statement = (
        joined.where(RegisterLink.removed_at.is_(None), or_(RegisterLink.record_id == record_id, inward))
        .where(*_known_to(person, other))
        .order_by(RegisterLink.id)
    )
    return tuple(_line(one, record_id, *row) for row in tx.execute(statement))


def _joined(record_id: int, inward: Any) -> tuple[Any, Any]:
    """The links with whatever stands at the other end: a record, a version with its system, a system, a request."""
    other = aliased(RegisterRecord)
    out = and_(RegisterLink.record_id == record_id, RegisterLink.target_kind == "record")
    version = and_(RegisterLink.target_kind == "version", SystemVersion.id == RegisterLink.target_id)
    system = and_(RegisterLink.target_kind == "system", AiSystem.id == RegisterLink.target_id)
    request = and_(RegisterLink.target_kind == "request", ApprovalRequest.id == RegisterLink.target_id)
    there = or_(
        and_(inward, other.id == RegisterLink.record_id), and_(out, other.id == RegisterLink.target_id)
    )
    statement = (
        select(RegisterLink, other, SystemVersion, AiSystem, Subject.label)
        .outerjoin(other, there)
        .outerjoin(SystemVersion, version)
        .outerjoin(AiSystem, or_(AiSystem.id == SystemVersion.system_id, system))
        .outerjoin(ApprovalRequest, request)
        .outerjoin(Subject, Subject.id == ApprovalRequest.subject_id)
    )
    return other, statement


def _known_to(person: Any, other: Any) -> list[Any]:
    """The conditions that leave out links to what the reader may not know of."""
    records = select(RegisterRecord.id).outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
    requests = select(ApprovalRequest.id).outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
    seen = select(AiSystem.id).where(visible_system_ids_clause(person))
    readable = records.where(readable_clause(person)).correlate(None)
    visible = requests.where(visible_requests_clause(person)).correlate(None)
    return [
        or_(other.id.is_(None), other.id.in_(readable)),
        or_(AiSystem.id.is_(None), AiSystem.id.in_(seen.correlate(None))),
        or_(ApprovalRequest.id.is_(None), ApprovalRequest.id.in_(visible)),
    ]


def _line(
    one: Register,
    record_id: int,
    link: RegisterLink,
    other: RegisterRecord | None,
    version: SystemVersion | None,
    system: AiSystem | None,
    request: str | None,
) -> LinkLine:
    outward = link.record_id == record_id
    relation = (one if outward else _register(other)).relation(link.relation)
    label = relation.label if relation else link.relation
    name, title, note = ref("REQ", link.target_id), request or "", ""
    if other is not None:
        there = _register(other)
        name, title, note = ref(there.prefix, other.id), other.title, there.one
    elif version is not None:
        name, title = ref("VER", version.id), f"{system.name if system else ''} {version.label}".strip()
    elif system is not None:
        name, title = ref("SYS", system.id), system.name
    return LinkLine(
        link.relation, label, name, title, note, outward, bool(outward and relation and relation.frozen)
    )


def _register(record: RegisterRecord | None) -> Register:
    if record is None:
        raise NotFound("not_found")
    return declaring.of(record.register)
