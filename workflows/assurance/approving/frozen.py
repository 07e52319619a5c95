"""What a request freezes of a record, and who wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.register_record import RegisterRecord
from models.register_version import RegisterVersion
from workflows.approvals.kinds import LinkedRecord
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.inventory.registers import declaring

NO_SEAT = ("",)
"""Roles of an author who wrote in none that has an opinion to give: no seat is theirs."""


@dataclass(frozen=True)
class Writer:
    """Somebody who wrote the record, with the roles in which they may still sign."""

    person_id: int
    roles: tuple[str, ...]


def record_of(tx: Session, request: ApprovalRequest) -> RegisterRecord:
    """The record a request is about, as it stands; raises NotFound when it is about none."""
    found = tx.scalars(
        select(RegisterRecord).where(RegisterRecord.uuid == json.loads(request.detail).get("record", ""))
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def linked(tx: Session, record: RegisterRecord) -> LinkedRecord:
    """The record as a bundle carries it, with the author of what it says now.

    Its version is the one since which it says this: a new title or comment makes no other content.
    """
    last = writers(tx, record)[-1:]
    return LinkedRecord(
        kind=record.register,
        uuid=record.uuid,
        version=since_version(tx, record),
        digest=record.digest,
        ref=ref(declaring.of(record.register).prefix, record.id),
        author_id=last[0].person_id if last else None,
        author_roles=last[0].roles if last else (),
    )


def since_version(tx: Session, record: RegisterRecord) -> int:
    """The number of the version since which the record has its present digest."""
    other = tx.scalar(
        select(func.max(RegisterVersion.number)).where(
            RegisterVersion.record_id == record.id, RegisterVersion.digest != record.digest
        )
    )
    return int(other or 0) + 1


def writers(tx: Session, record: RegisterRecord) -> tuple[Writer, ...]:
    """Everybody who wrote the record since its last approval, the last author last."""
    opinion = declaring.of(record.register).opinion
    since = (
        select(func.coalesce(func.max(RegisterVersion.number), 0))
        .where(
            RegisterVersion.record_id == record.id,
            RegisterVersion.digest == record.approved_digest,
        )
        .scalar_subquery()
    )
    rows = tx.execute(
        select(RegisterVersion.author_id, RegisterVersion.author_roles)
        .where(
            RegisterVersion.record_id == record.id,
            RegisterVersion.number > since,
            RegisterVersion.author_id.is_not(None),
        )
        .order_by(RegisterVersion.number)
    ).all()
    found: dict[int, set[str]] = {}
    for author, roles in rows:
        author_id = int(author or 0)
        mine = found.pop(author_id, set())
        found[author_id] = mine | (set(json.loads(roles)) & opinion)
    return tuple(Writer(person, tuple(sorted(roles)) or NO_SEAT) for person, roles in found.items())
