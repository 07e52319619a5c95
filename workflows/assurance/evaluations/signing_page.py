"""Reads a validation as the page that signs it shows it: what it says, the sentence, and who may sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from workflows.approvals.policies.words import role_label
from workflows.assurance.evaluations.signing import ROLE, VALIDATED, may_sign
from workflows.assurance.evaluations.validations import SIGNED_AS, VALIDATIONS
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.attesting import statement_of
from workflows.inventory.registers.heading import RecordHead, record_head
from workflows.inventory.registers.rights import roles_of, system_of
from workflows.people.standing import standing_of


@dataclass(frozen=True)
class Signed:
    """One signature; `holds` is false when the record says something else by now."""

    name: str
    role: str
    statement: str
    reason: str
    at: datetime
    method: str
    holds: bool


@dataclass(frozen=True)
class SigningPage:
    """A validation, the exact sentence, why the reader may not sign it (None when they may), and its signatures."""

    head: RecordHead
    digest: str
    version_ref: str
    statement: str
    bar: tuple[str, Mapping[str, Any]] | None
    signatures: tuple[Signed, ...]


def signing_page(person: Any, record_id: int) -> SigningPage:
    """A validation for whoever may read it; raises NotFound for others."""
    head = record_head(person, VALIDATIONS, record_id)
    tx = reading()
    record = tx.get_one(RegisterRecord, record_id)
    rows = tx.scalars(
        select(RegisterSignature)
        .where(RegisterSignature.record_id == record_id, RegisterSignature.purpose == SIGNED_AS)
        .order_by(RegisterSignature.id.desc())
    )
    return SigningPage(
        head=head,
        digest=record.digest,
        version_ref=ref("VER", head.version_id) if head.version_id else "",
        statement=statement_of(VALIDATED, VALIDATIONS, record, ROLE),
        bar=_bar(person, record),
        signatures=tuple(
            Signed(
                row.printed_name,
                row.role_label,
                row.statement,
                row.reason,
                row.at,
                row.authenticated_by,
                row.digest == record.digest,
            )
            for row in rows
        ),
    )


def _bar(person: Any, record: RegisterRecord) -> tuple[str, Mapping[str, Any]] | None:
    """Why a person may not sign, by the same rules as the act."""
    tx, now = reading(), clock.glance()
    standing = standing_of(tx, person.id, now)
    if record.archived_at is not None:
        return "record_archived", {}
    if standing is None or ROLE not in roles_of(tx, standing, system_of(tx, record.system_id)):
        return "record_sign_role", {"roles": role_label(ROLE)}
    try:
        may_sign(tx, now, standing, record)
    except Refused as refused:
        return refused.code, refused.params
    return None
