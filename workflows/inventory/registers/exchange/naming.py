"""What the rows of a table name: records by reference, systems by reference or name, as far as the actor sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground.ids import key_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange.columns import Column
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.inventory.wording import name_key
from workflows.people.standing import Standing


@dataclass(frozen=True)
class Task:
    """What all rows of an import share: who acts and when, the register, its columns, the system it is for."""

    tx: Session
    now: datetime
    author: Standing
    one: Register
    columns: Sequence[Column]
    system_id: int


def named_records(task: Task, given: Iterable[str]) -> dict[int, tuple[RegisterRecord, str]]:
    """The records that rows name and the actor may read, with the uuid of their owner: one statement."""
    keys = sorted({key for key in (key_of(task.one.prefix, one) for one in given) if key is not None})
    if not keys:
        return {}
    rows = task.tx.execute(
        select(RegisterRecord, Person.uuid)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .outerjoin(Person, Person.id == RegisterRecord.owner_id)
        .where(RegisterRecord.register == task.one.key, RegisterRecord.id.in_(keys))
        .where(readable_clause(task.author, (task.one,)))
    )
    return {record.id: (record, owner or "") for record, owner in rows}


def named_systems(
    task: Task, given: Iterable[str], records: Iterable[tuple[RegisterRecord, str]]
) -> dict[str, AiSystem]:
    """The visible systems that rows and records name, by reference and by folded name: one statement."""
    texts = {one.strip() for one in given if one.strip()}
    keys = {key_of("SYS", one) for one in texts} | {record.system_id for record, _owner in records}
    wanted = sorted({key for key in keys | {task.system_id} if key})
    names = sorted({name_key(one) for one in texts} - {""})
    rows = task.tx.scalars(
        select(AiSystem)
        .where(or_(AiSystem.id.in_(wanted), AiSystem.name_key.in_(names)))
        .where(visible_system_ids_clause(task.author))
        .order_by(AiSystem.id.desc())
    )
    found: dict[str, AiSystem] = {}
    for system in rows:
        found[f"SYS-{system.id}"] = system
        found[system.name_key] = system
    return found
