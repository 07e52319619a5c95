"""Says which checklist items one record satisfies by itself, and what it lacks for the others it could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from workflows.ground.ids import ref
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.needs import Known, Missing, all_needs


@dataclass(frozen=True)
class ItemLine:
    """One checklist item the record can satisfy: whether it does, what is missing, an example of good evidence."""

    item: str
    satisfied: bool
    missing: tuple[Missing, ...]
    example: str
    every: bool
    of_version: bool


def items_of(
    one: Register,
    record: RegisterRecord,
    signatures: Iterable[RegisterSignature],
    version_ids: frozenset[int],
    day: date,
) -> tuple[ItemLine, ...]:
    """The items a record is meant for, judged by the same rules as the gates; pure.

    An item that two needs of a register can satisfy is shown once, satisfied when one of them is.
    """
    known = _known(one, record, signatures, version_ids, day)
    found: dict[str, ItemLine] = {}
    for need in all_needs():
        if need.register != one.key or not need.only(known) or (record.system_id == 0 and not need.org):
            continue
        missing = need.lacks(known)
        line = ItemLine(need.item, not missing, missing, need.example, need.every, need.of_version)
        before = found.get(need.item)
        if before is None or (line.satisfied and not before.satisfied):
            found[need.item] = line
    return tuple(found.values())


def _known(
    one: Register,
    record: RegisterRecord,
    signatures: Iterable[RegisterSignature],
    version_ids: frozenset[int],
    day: date,
) -> Known:
    return Known(
        id=record.id,
        uuid=record.uuid,
        register=one.key,
        ref=ref(one.prefix, record.id),
        title=record.title,
        status=record.status,
        version=record.frozen_version,
        digest=record.digest,
        body=body_of(record.body),
        today=day,
        level=record.level,
        score=record.score,
        due_on=record.due_on,
        owner_id=record.owner_id,
        system_id=record.system_id,
        version_id=record.version_id,
        version_ids=version_ids,
        signed=tuple((s.purpose, s.role, s.person_id) for s in signatures if s.digest == record.digest),
        approved=bool(record.approved_digest) and record.approved_digest == record.digest,
        changed_on=record.changed_at.date(),
    )


def missing_words(one: Register, missing: Missing) -> tuple[str, dict[str, Any]]:
    """A lack with the words of its field instead of its key, ready to be said."""
    code, params = missing
    field = one.field(str(params.get("field", "")))
    return code, {**params, "field": field.label} if field is not None else dict(params)
