"""Finds records of all registers by words or by their name: only those the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, or_, select

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.wording import name_key


@dataclass(frozen=True)
class FoundRecord:
    """One record found: its name, its title, the word for its register, its system."""

    ref: str
    title: str
    one: str
    system: str
    archived: bool


def find_records(person: Any, words: Sequence[str], most: int) -> tuple[FoundRecord, ...]:
    """The records in whose title or fields every word stands, the newest first, in one statement."""
    registers = declaring.known()
    folded = [(word, name_key(word)) for word in words]
    rows = reading().execute(
        select(RegisterRecord, AiSystem.name)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.register.in_([one.key for one in registers]),
            readable_clause(person, registers),
            *(
                or_(
                    RegisterRecord.words.contains(key, autoescape=True) if key else literal(False),
                    RegisterRecord.digest == word.removeprefix("sha256:"),
                )
                for word, key in folded
            ),
        )
        .order_by(RegisterRecord.archived_at.is_not(None), RegisterRecord.id.desc())
        .limit(most)
    )
    return tuple(_found(record, system or "") for record, system in rows)


def knows_record(person: Any, prefix: str, key: int) -> bool:
    """Whether there is a record of that name that the reader may see; at most one statement."""
    try:
        one = declaring.by_prefix(prefix)
    except NotFound:
        return False
    found = (
        select(RegisterRecord.id)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(RegisterRecord.id == key, RegisterRecord.register == one.key, readable_clause(person, (one,)))
    )
    return reading().scalars(found).first() is not None


def _found(record: RegisterRecord, system: str) -> FoundRecord:
    one = declaring.of(record.register)
    return FoundRecord(
        ref(one.prefix, record.id), record.title, one.one, system, record.archived_at is not None
    )
