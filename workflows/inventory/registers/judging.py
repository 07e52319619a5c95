"""Judges checklist items by what the registers hold about a system: satisfied by which records, or missing what."""

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
from workflows.inventory.registers.needs import Known, Missing, Need, needs_of
from workflows.people.days import today


@dataclass(frozen=True)
class Lack:
    """What one record, or the absence of any, leaves open of an item; `known` is None while there is none."""

    need: Need
    known: Known | None
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Judgement:
    """An item judged: the records that satisfy it, in order, or everything that is lacking."""

    item: str
    satisfied_by: tuple[Known, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def satisfied(self) -> bool:
        """Whether a record satisfies the item."""
        return bool(self.satisfied_by)


def judge(
    tx: Session, items: Iterable[str], system_id: int, version_id: int | None, asked_on: date | None = None
) -> dict[str, Judgement]:
    """Every item that a register can satisfy, judged, in at most four statements however many items there are.

    `asked_on` is the day since which the items are asked: a review has to be newer than that.
    """
    wanted = {item: needs_of(item) for item in items}
    registers = {need.register for needs in wanted.values() for need in needs}
    found = known_records(tx, registers, system_id, asked_on) if registers else []
    return {item: judge_item(item, needs, found, version_id) for item, needs in wanted.items() if needs}


def judge_item(
    item: str, needs: Sequence[Need], records: Sequence[Known], version_id: int | None
) -> Judgement:
    """One item judged by records at hand; pure. The first way that is satisfied counts."""
    lacks: list[Lack] = []
    for need in needs:
        about = [known for known in records if need.about(known, version_id)]
        verdicts = [(known, need.lacks(known)) for known in about]
        passed = tuple(known for known, missing in verdicts if not missing)
        if passed and (not need.every or len(passed) == len(about)):
            return Judgement(item, passed)
        if about:
            lacks += [Lack(need, known, missing) for known, missing in verdicts if missing]
        else:
            lacks.append(Lack(need, None, (("need_record", {}),)))
    return Judgement(item, (), tuple(lacks))


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
    signed = _signed(tx, keys)
    authors = _authors(tx, [row.id for row in rows if declaring.of(row.register).opinion])
    now = clock.glance()
    zone_day = today(tx, now)
    found = []
    for row in rows:
        one = declaring.of(row.register)
        if not _speaks(row, one, system_id, versions[row.id] | systems[row.id]):
            continue
        found.append(
            Known(
                id=row.id,
                uuid=row.uuid,
                register=row.register,
                ref=ref(one.prefix, row.id),
                title=row.title,
                status=row.status,
                version=row.frozen_version,
                digest=row.digest,
                body=body_of(row.body),
                today=zone_day,
                level=row.level,
                score=row.score,
                due_on=row.due_on,
                owner_id=row.owner_id,
                system_id=row.system_id,
                version_id=row.version_id,
                version_ids=frozenset(version for version, _ in versions[row.id]),
                signed=tuple(
                    (purpose, role, person)
                    for purpose, role, person, digest in signed[row.id]
                    if digest == row.digest
                ),
                approved=bool(row.approved_digest) and row.approved_digest == row.digest,
                changed_on=row.changed_at.date(),
                authors=authors.get(row.id, ()),
                asked_on=asked_on,
            )
        )
    return found


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


Linked = Mapping[int, set[tuple[int, int]]]


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
