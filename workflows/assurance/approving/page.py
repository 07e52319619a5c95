"""Reads the page that asks for the approval of a record, and what a request about one shows to those who decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.register_record import RegisterRecord
from workflows.approvals.policies.vocabulary import ABOUT_RECORDS, ORGANISATION
from workflows.assurance.approving.approvable import approval_of
from workflows.assurance.approving.panel import Approval, approval_standing
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.offering import Somebody, people_in, somebody
from workflows.inventory.registers.rights import require_reader


@dataclass(frozen=True)
class Lacking:
    """Something that is missing before anybody can be asked; `label` names its field."""

    code: str
    params: Mapping[str, Any]
    label: str
    field: str


@dataclass(frozen=True)
class AskPage:
    """A record that shall be approved: what it lacks, who would decide, and what is open already."""

    ref: str
    title: str
    revision: int
    level: str
    score: int | None
    archived: bool
    system: str
    approval: Approval
    lacking: tuple[Lacking, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be put forward now."""
        approval = self.approval
        return not (self.lacking or self.archived or approval.open_request or approval.holds) and bool(
            approval.deciders
        )


@dataclass(frozen=True)
class AskedRecord:
    """The record behind a request: its fields under their headings, as they stand now."""

    reg: Register
    ref: str
    title: str
    level: str
    score: int | None
    digest: str
    groups: tuple[tuple[str, tuple[Field, ...]], ...]
    body: Mapping[str, Any]
    people: Mapping[str, Somebody]


def ask_page(person: Any, one: Register, record_id: int) -> AskPage:
    """The page of one record; raises NotFound for whoever may not read it, and where nothing is approved."""
    tx, how = reading(), approval_of(one.key)
    record = tx.get(RegisterRecord, record_id)
    if record is None or record.register != one.key:
        raise NotFound("not_found")
    require_reader(tx, person, one, record)
    missing = [*how.unready(body_of(record.body)), *how.before(tx, record)]
    system = None if record.system_id == ORGANISATION else tx.get(AiSystem, record.system_id)
    return AskPage(
        ref=ref(one.prefix, record.id),
        title=record.title,
        revision=record.revision,
        level=record.level,
        score=record.score,
        archived=record.archived_at is not None,
        system=system.name if system else "",
        approval=approval_standing(tx, record),
        lacking=tuple(_lacking(one, refused) for refused in missing),
    )


def asked_record(request_ref: str) -> AskedRecord | None:
    """What a request about a record is about; None for a request about anything else.

    Whoever may see the request may read it: it is what they decide on.
    """
    tx = reading()
    request = tx.scalars(
        select(ApprovalRequest).where(
            ApprovalRequest.id == (key_of("REQ", request_ref) or 0), ApprovalRequest.kind.in_(ABOUT_RECORDS)
        )
    ).one_or_none()
    if request is None:
        return None
    uuid = json.loads(request.detail)["record"]
    record = tx.scalars(select(RegisterRecord).where(RegisterRecord.uuid == uuid)).one()
    one, body = declaring.of(record.register), body_of(record.body)
    groups: dict[str, list[Field]] = {}
    for field in one.fields:
        if body.get(field.key) not in (None, "", []):
            groups.setdefault(field.group, []).append(field)
    return AskedRecord(
        reg=one,
        ref=ref(one.prefix, record.id),
        title=record.title,
        level=record.level,
        score=record.score,
        digest=record.digest,
        groups=tuple((title, tuple(fields)) for title, fields in groups.items()),
        body=body,
        people=somebody(people_in(one.fields, body)),
    )


def _lacking(one: Register, refused: Refused) -> Lacking:
    key = (refused.field or "").partition("-")[0]
    field = one.field(key)
    return Lacking(refused.code, dict(refused.params), field.label if field else "", key)
