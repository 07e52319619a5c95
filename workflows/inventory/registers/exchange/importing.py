"""Imports of a register: a file is read and looked at, its columns are mapped, and it is applied whole or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.register_batch import RegisterBatch
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring, writing
from workflows.inventory.registers.actions import IMPORTED
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange import columns as known
from workflows.inventory.registers.exchange.batches import (
    APPLIED,
    CHANGE,
    DROPPED,
    NEW,
    PREFIX,
    PREVIEW,
    Batch,
    Made,
    batch_of,
    become,
    kept,
    lock_batch,
)
from workflows.inventory.registers.exchange.columns import columns_of, mapped
from workflows.inventory.registers.exchange.drafting import Draft, draft_rows
from workflows.inventory.registers.exchange.naming import Task
from workflows.inventory.registers.exchange.sources import Given, given_of
from workflows.inventory.registers.exchange.undoing import before_of
from workflows.inventory.registers.locks import Place, concerned_systems, lock_place
from workflows.inventory.registers.own_fields import own_fields
from workflows.inventory.registers.rights import require_writer, roles_of, system_of
from workflows.inventory.registers.writing import Author
from workflows.inventory.visibility import require_sight
from workflows.people.standing import Standing
from workflows.record import Thing, append


@dataclass(frozen=True)
class StartImport:
    """A file for a register; `system_id` 0 when the rows name their systems, or the register is the organisation's.

    `version` is the ref of the version that rows without one are about.
    """

    register: str
    filename: str
    data: bytes
    system_id: int = 0
    version: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class BatchAct:
    """An act on an import: how its columns are read, applied, dropped, or taken back with a reason."""

    register: str
    batch_id: int
    mapping: tuple[str, ...] = ()
    reason: str = ""
    submit_id: str | None = None


def start_import(actor: Actor, command: StartImport) -> str:
    """Reads a file and keeps what each row would do; nothing is written into the register. Returns the import's ref.

    Raises Refused beside `file` for a file that cannot be read, NotAllowed for whoever may not write there.
    """
    one = declaring.of(command.register)
    given = given_of(one, command.filename, command.data)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        if command.system_id:
            require_sight(tx, author, command.system_id)
        if command.system_id or one.scope == declaring.ORGANISATION_WIDE:
            require_writer(tx, author, one, system_of(tx, command.system_id))
        now = clock.now(tx)
        held = claim(tx, actor, replace(command, data=sha256(command.data).encode()))
        task = task_of(tx, now, author, one, command.system_id)
        batch = checked_again(task, _first(task, given, command.version.strip()))
        row = RegisterBatch(
            uuid=uuid7(),
            register=one.key,
            system_id=command.system_id,
            filename=" ".join(command.filename.split())[:200] or "?",
            status=PREVIEW,
            rows=kept(batch),
            count=len(batch.cells),
            made_by_id=author.person_id,
            made_at=now,
        )
        tx.add(row)
        tx.flush()
        held.settle(ref(PREFIX, row.id))
        return ref(PREFIX, row.id)


def map_columns(actor: Actor, command: BatchAct) -> None:
    """Reads the columns of a waiting import as `mapping` says, one key for each heading, and looks at all rows again.

    Raises NotFound for others than its maker, Refused when a column is unknown or named twice.
    """
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        row = _waiting(tx, one, command, author)
        claim(tx, actor, command, ref(PREFIX, row.id))
        task, batch = task_of(tx, clock.now(tx), author, one, row.system_id), batch_of(row.rows)
        _require_mapping(task, batch, command.mapping)
        row.rows = kept(checked_again(task, replace(batch, mapping=command.mapping)))


def drop_import(actor: Actor, command: BatchAct) -> None:
    """Gives a waiting import up; raises NotFound for others than its maker, Refused when it was decided."""
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        row = _waiting(tx, one, command, author)
        claim(tx, actor, command, ref(PREFIX, row.id))
        become(row, DROPPED)


def apply_import(actor: Actor, command: BatchAct) -> int:
    """Writes every row of an import, or none; returns how many records it made or changed.

    Rows are looked at again under the locks. Raises Refused when one of them has an error now.
    """
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        row = _waiting(tx, one, command, author)
        claim(tx, actor, command, ref(PREFIX, row.id))
        batch = batch_of(row.rows)
        task = task_of(tx, clock.now(tx), author, one, row.system_id)
        concerned = _concerned(task, draft_rows(task, batch))
        lock_place(tx, one, None, 0, also=concerned)
        drafts = draft_rows(task, batch)
        bad = sum(draft.wanted is None for draft in drafts)
        if bad:
            raise Refused("import_row_wrong", count=bad)
        now = clock.now(tx)
        made = tuple(_written(task, now, actor, row.id, drafts))
        row.rows = kept(replace(batch, rows=tuple(draft.row for draft in drafts), made=made))
        become(row, APPLIED)
        row.applied_at = now
        tx.flush()
        about = Thing("register", row.uuid, row.revision, ref=one.area, label=one.title)
        append(tx, now, actor, IMPORTED, about=about, changes={"count": [None, len(made)]})
        return len(made)


def task_of(tx: Session, now: datetime, author: Standing, one: Register, system_id: int) -> Task:
    """What all rows of an import share."""
    columns = columns_of(one, [own.field for own in own_fields(tx, one)])
    return Task(tx, now, author, one, columns, system_id)


def checked_again(task: Task, batch: Batch) -> Batch:
    """The import with what each of its rows would do now."""
    return replace(batch, rows=tuple(draft.row for draft in draft_rows(task, batch)))


def _first(task: Task, given: Given, version: str) -> Batch:
    mapping = given.mapping or tuple(mapped(task.columns, given.head))
    return Batch(given.head, given.cells, mapping, given.source, given.left_out, version)


def _waiting(tx: Session, one: Register, command: BatchAct, author: Standing) -> RegisterBatch:
    row = lock_batch(tx, one, command.batch_id)
    if row.made_by_id != author.person_id:
        raise NotFound("not_found")
    if row.status != PREVIEW:
        raise Refused("import_decided")
    return row


def _require_mapping(task: Task, batch: Batch, mapping: tuple[str, ...]) -> None:
    labels = {column.key: column.label for column in task.columns if column.read}
    used = [key for key in mapping if key != known.IGNORED]
    if len(mapping) != len(batch.head) or set(used) - set(labels):
        raise Refused("import_column_unknown")
    twice = next((key for key in used if used.count(key) > 1), None)
    if twice is not None:
        raise Refused("import_twice_mapped", column=labels[twice])


def _concerned(task: Task, drafts: list[Draft]) -> set[int]:
    """Every system whose items the rows may touch: their subjects are locked before anything is written."""
    found: set[int] = set()
    for record_id, system_id in {(draft.record_id, draft.system_id) for draft in drafts}:
        found |= concerned_systems(task.tx, task.one, record_id, system_id)
    return found


def _written(task: Task, now: datetime, actor: Actor, batch_id: int, drafts: list[Draft]) -> Iterator[Made]:
    places: dict[int, tuple[Place, Author]] = {}
    for draft in drafts:
        assert draft.wanted is not None
        if draft.row.what not in (NEW, CHANGE):
            continue
        if draft.system_id not in places:
            place = lock_place(task.tx, task.one, None, draft.system_id)
            roles = roles_of(task.tx, task.author, place.system)
            places[draft.system_id] = place, Author(task.author.person_id, roles)
        place, author = places[draft.system_id]
        if draft.record_id is None:
            record = writing.make(
                task.tx,
                now,
                actor,
                author,
                task.one,
                draft.system_id,
                draft.wanted,
                place.concerned,
                batch_id,
            )
            yield Made(record.id, record.revision)
        else:
            place = lock_place(task.tx, task.one, draft.record_id, 0)
            record = place.held
            before = before_of(record)
            writing.change(task.tx, now, actor, author, task.one, record, draft.wanted, place.concerned)
            yield Made(record.id, record.revision, before)
