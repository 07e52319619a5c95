"""Reads what the registers hold about a system, the way checklist items are judged by it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from models.register_version import RegisterVersion
from models.system_version import SystemVersion
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.inventory.registers import declaring
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import serves_all
from workflows.inventory.registers.needs import Known
from workflows.people.days import today

Linked = Mapping[int, set[tuple[int, int]]]
"""Live links by record: (version, its system), or (0, system)."""


def known_records(
    tx: Session,
    registers: Iterable[str],
    system_id: int,
    asked_on: date | None = None,
) -> list[Known]:
    """The live records of these registers that may speak about a system, as items are judged by them."""
    linked = _linked(system_id)
    rows = list(
        tx.scalars(
            select(RegisterRecord)
            .where(
                RegisterRecord.register.in_(sorted(registers)),
                RegisterRecord.archived_at.is_(None),
                or_(
                    RegisterRecord.system_id == system_id,
                    RegisterRecord.system_id == ORGANISATION,
                    RegisterRecord.id.in_(linked),
                ),
            )
            .order_by(RegisterRecord.id)
        )
    )
    if not rows:
        return []
    keys = [row.id for row in rows]
    versions, systems = _links(tx, keys)
    around = _Around(
        versions,
        _signed(tx, keys),
        _authors(tx, [row.id for row in rows if declaring.of(row.register).opinion]),
        today(tx, clock.glance()),
        asked_on,
    )
    return [
        _known(row, around)
        for row in rows
        if _speaks(row, declaring.of(row.register), system_id, versions[row.id] | systems[row.id])
    ]


@dataclass(frozen=True)
class _Around:
    """What is read around records: links, signatures and authors by record, the day, and since when it is asked."""

    versions: Linked
    signed: Mapping[int, list[tuple[str, str, int, str]]]
    authors: Mapping[int, tuple[tuple[int, tuple[str, ...]], ...]]
    day: date
    asked_on: date | None


def _known(row: RegisterRecord, around: _Around) -> Known:
    return Known(
        id=row.id,
        uuid=row.uuid,
        register=row.register,
        ref=ref(declaring.of(row.register).prefix, row.id),
        title=row.title,
        status=row.status,
        version=row.frozen_version,
        digest=row.digest,
        body=body_of(row.body),
        today=around.day,
        level=row.level,
        score=row.score,
        due_on=row.due_on,
        owner_id=row.owner_id,
        system_id=row.system_id,
        version_id=row.version_id,
        version_ids=frozenset(version for version, _ in around.versions[row.id]),
        signed=tuple(
            (purpose, role, person)
            for purpose, role, person, digest in around.signed[row.id]
            if digest == row.digest
        ),
        approved=bool(row.approved_digest) and row.approved_digest == row.digest,
        changed_on=row.changed_at.date(),
        authors=around.authors.get(row.id, ()),
        asked_on=around.asked_on,
    )


def _speaks(
    row: RegisterRecord, one: declaring.Register, system_id: int, linked: set[tuple[int, int]]
) -> bool:
    """Whether a record may satisfy an item of this system: its own, linked to it, or meant for all."""
    if row.system_id == system_id:
        return True
    if any(system == system_id for _, system in linked):
        return True
    return row.system_id == ORGANISATION and serves_all(one)


def _linked(system_id: int) -> Any:
    version_ids = select(SystemVersion.id).where(SystemVersion.system_id == system_id)
    return select(RegisterLink.record_id).where(
        RegisterLink.removed_at.is_(None),
        or_(
            (RegisterLink.target_kind == "version") & RegisterLink.target_id.in_(version_ids),
            (RegisterLink.target_kind == "system") & (RegisterLink.target_id == system_id),
        ),
    )


def _links(tx: Session, keys: Sequence[int]) -> tuple[Linked, Linked]:
    """Live links by record: (version, its system), and (0, system)."""
    versions: dict[int, set[tuple[int, int]]] = defaultdict(set)
    systems: dict[int, set[tuple[int, int]]] = defaultdict(set)
    rows = tx.execute(
        select(
            RegisterLink.record_id,
            RegisterLink.target_kind,
            RegisterLink.target_id,
            SystemVersion.system_id,
        )
        .outerjoin(
            SystemVersion,
            (RegisterLink.target_kind == "version") & (SystemVersion.id == RegisterLink.target_id),
        )
        .where(
            RegisterLink.record_id.in_(keys),
            RegisterLink.removed_at.is_(None),
            RegisterLink.target_kind.in_(["version", "system"]),
        )
    )
    for record_id, kind, target_id, of_system in rows:
        if kind == "version":
            versions[record_id].add((target_id, of_system))
        else:
            systems[record_id].add((0, target_id))
    return versions, systems


def _signed(tx: Session, keys: Sequence[int]) -> Mapping[int, list[tuple[str, str, int, str]]]:
    found: dict[int, list[tuple[str, str, int, str]]] = defaultdict(list)
    rows = tx.execute(
        select(
            RegisterSignature.record_id,
            RegisterSignature.purpose,
            RegisterSignature.role,
            RegisterSignature.person_id,
            RegisterSignature.digest,
        )
        .where(RegisterSignature.record_id.in_(keys))
        .order_by(RegisterSignature.id)
    )
    for record_id, purpose, role, person_id, digest in rows:
        found[record_id].append((purpose, role, person_id, digest))
    return found


def _authors(tx: Session, keys: Sequence[int]) -> dict[int, tuple[tuple[int, tuple[str, ...]], ...]]:
    """Everybody who wrote a version of these records, with the roles held in all of those versions."""
    if not keys:
        return {}
    found: dict[int, dict[int, set[str]]] = defaultdict(dict)
    rows = tx.execute(
        select(RegisterVersion.record_id, RegisterVersion.author_id, RegisterVersion.author_roles)
        .where(RegisterVersion.record_id.in_(keys), RegisterVersion.author_id.is_not(None))
        .order_by(RegisterVersion.id)
    )
    for record_id, author_id, roles in rows:
        if author_id is not None:
            found[record_id].setdefault(author_id, set()).update(json.loads(roles))
    return {
        key: tuple((person, tuple(sorted(roles))) for person, roles in sorted(people.items()))
        for key, people in found.items()
    }
