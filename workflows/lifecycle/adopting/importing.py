"""Reads a list of systems in use, shows what is wrong with each row, and registers all of them or none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import Gate
from models.register_batch import RegisterBatch
from models.role_grant import ORG
from models.system_version import SystemVersion
from workflows.approvals.locking import lock_subject
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused, Several
from workflows.ground.transaction import transaction
from workflows.inventory.persons import KEEPERS, acting
from workflows.inventory.registering import Checked, check_system, put_system
from workflows.inventory.wording import line, name_key
from workflows.lifecycle.adopting.actions import APPLIED, DROPPED, READ
from workflows.lifecycle.adopting.machine import PREVIEW, applied, dropped
from workflows.lifecycle.adopting.rows import Cells, command_of, read_rows, twins
from workflows.lifecycle.opening import OpenGate, put_gate
from workflows.people.standing import Standing
from workflows.record import Thing, append

REGISTER = "adoption"
"""Names imports of systems in use among the imports of all registers."""


@dataclass(frozen=True)
class ReadList:
    """A list of systems in use as a file."""

    data: bytes
    filename: str
    submit_id: str | None = None


@dataclass(frozen=True)
class BatchAct:
    """Applies a list that was read, or drops it."""

    batch_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class Adopted:
    """What was made: systems and the drafts of their adoption, by ref."""

    systems: tuple[str, ...]
    requests: tuple[str, ...]


def read_systems(actor: Actor, command: ReadList) -> int:
    """Keeps the rows of a list with everything that is wrong with each; nothing else is made.

    Raises Refused beside `file` for what is no such list, NotAllowed for others than an AI governance lead.
    """
    rows = read_rows(command.data)
    with transaction() as tx:
        now = clock.now(tx)
        held = claim(tx, actor, _Named(line(command.filename), len(rows), command.submit_id))
        author = require_keeper(tx, actor, now)
        batch = RegisterBatch(
            uuid=uuid7(),
            register=REGISTER,
            filename=line(command.filename)[:200],
            status=PREVIEW,
            rows=json.dumps([{"cells": cells} for cells in rows], ensure_ascii=False),
            count=len(rows),
            made_by_id=author.person_id,
            made_at=now,
        )
        tx.add(batch)
        tx.flush()
        _append(tx, now, actor, READ, batch)
        held.settle(str(batch.id))
        return batch.id


@dataclass(frozen=True)
class _Named:
    """A list by its name and length, to know a repeated form by."""

    filename: str
    rows: int
    submit_id: str | None


def apply_systems(actor: Actor, command: BatchAct) -> Adopted:
    """Registers every row and opens a draft of its adoption, all or nothing.

    Raises Refused when any row does not hold by now, Conflict when the list was settled.
    """
    with transaction() as tx:
        now = clock.now(tx)
        claim(tx, actor, command, f"/systems/import/{command.batch_id}")
        author = require_keeper(tx, actor, now)
        batch = _locked(tx, command.batch_id)
        rows = rows_of(batch)
        checked = check_rows(tx, now, author, rows)
        wrong = [one for one in checked if one.bad]
        if wrong:
            raise Refused("adopting_rows_bad", count=len(wrong))
        made = [_adopt(tx, now, actor, author, one) for one in checked]
        applied(batch, now)
        batch.rows = json.dumps(
            [
                {"cells": cells, "system": system, "request": request}
                for cells, (system, request) in zip(rows, made, strict=True)
            ],
            ensure_ascii=False,
        )
        tx.flush()
        _append(tx, now, actor, APPLIED, batch)
        return Adopted(tuple(system for system, _ in made), tuple(request for _, request in made))


def drop_systems(actor: Actor, command: BatchAct) -> None:
    """Drops a list that was read; nothing was made of it."""
    with transaction() as tx:
        now = clock.now(tx)
        claim(tx, actor, command, "/systems/import")
        require_keeper(tx, actor, now)
        batch = _locked(tx, command.batch_id)
        dropped(batch)
        tx.flush()
        _append(tx, now, actor, DROPPED, batch)


@dataclass(frozen=True)
class CheckedRow:
    """A row with what it would register, or everything that is wrong with it."""

    cells: Cells
    command: Any
    typed: Checked | None
    bad: tuple[Refused, ...]


def check_rows(tx: Session, now: datetime, author: Standing, rows: Sequence[Cells]) -> list[CheckedRow]:
    """Every row checked against itself, the others, and what is registered already."""
    known = _registered(tx, [name_key(row["name"]) for row in rows])
    same = twins(rows, name_key)
    return [
        _check(tx, now, author, row, known.get(name_key(row["name"])), same.get(at))
        for at, row in enumerate(rows)
    ]


def _check(
    tx: Session, now: datetime, author: Standing, cells: Cells, known: str | None, twin: int | None
) -> CheckedRow:
    bad: list[Refused] = []
    command = command_of(cells, bad)
    if known is not None:
        bad.append(Refused("adopting_known", field="name", name=cells["name"], ref=known))
    if twin is not None:
        bad.append(Refused("adopting_twice", field="name", row=twin + 2))
    typed = None
    try:
        typed = check_system(tx, command, author, now)
    except Several as several:
        bad += several.reasons
    except Refused as refused:
        bad.append(refused)
    return CheckedRow(cells, command, typed, tuple(bad))


def _adopt(tx: Session, now: datetime, actor: Actor, author: Standing, row: CheckedRow) -> tuple[str, str]:
    assert row.typed is not None
    made = put_system(tx, now, actor, author, row.command, row.typed)
    version = tx.get_one(SystemVersion, made.version_id)
    subject = lock_subject(tx, version.subject_id)
    system = tx.get_one(AiSystem, made.system_id)
    gate = OpenGate(made.version_ref, Gate.ADOPTION.value)
    # Nobody has classified it yet: until then the strictest policy says what is asked.
    opened = put_gate(tx, now, actor, subject, version, system, gate, tier="high")
    return made.ref, opened.ref


def require_keeper(tx: Session, actor: Actor, now: datetime) -> Standing:
    """The standing of an AI governance lead of the whole organisation; raises NotAllowed for everybody else."""
    author = acting(tx, actor, now)
    if not any(grant.role in KEEPERS and grant.scope_key == ORG for grant in author.grants):
        raise NotAllowed("adopting_not_yours")
    return author


def rows_of(batch: RegisterBatch) -> list[Cells]:
    """The rows of a list as they were read."""
    return [dict(row["cells"]) for row in json.loads(batch.rows)]


def _registered(tx: Session, keys: Sequence[str]) -> dict[str, str]:
    rows = tx.execute(
        select(AiSystem.name_key, AiSystem.id).where(
            AiSystem.name_key.in_(sorted(set(keys))), AiSystem.archived_at.is_(None)
        )
    )
    return {row.name_key: ref("SYS", row.id) for row in rows}


def _locked(tx: Session, batch_id: int) -> RegisterBatch:
    batch = tx.scalars(
        select(RegisterBatch)
        .where(RegisterBatch.id == batch_id, RegisterBatch.register == REGISTER)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if batch is None:
        raise NotFound("not_found")
    if batch.status != PREVIEW:
        raise Conflict("adopting_settled")
    return batch


def _append(tx: Session, now: datetime, actor: Actor, action: str, batch: RegisterBatch) -> None:
    about = Thing("adoption_import", batch.uuid, batch.revision, ref="", label=batch.filename)
    append(tx, now, actor, action, about=about, changes={"count": [None, batch.count]})
