"""Reads how far the technical files of all systems are, page by page, in two statements."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.assurance.technical_file.annex import POINTS
from workflows.assurance.technical_file.completeness import wholeness
from workflows.assurance.technical_file.parts import is_asked, traits_of
from workflows.assurance.technical_file.register import ISSUED, TECHDOC
from workflows.assurance.technical_file.types import ANNEX_IV, BUILDING
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.resources.rows import text_of
from workflows.inventory.visibility import visible_system_ids_clause

PAGE: Final = 50


@dataclass(frozen=True)
class FileLine:
    """One system: how many documents asked before release are issued and whole, and points of Annex IV written."""

    ref: str
    name: str
    tier: str | None
    documents: int
    whole: int
    asked: int
    points: int
    review_on: date | None


@dataclass(frozen=True)
class FileList:
    """A page of systems; `following` opens the next one."""

    rows: tuple[FileLine, ...]
    following: str
    points: int = len(POINTS)


def file_list(account: Any, after: str = "") -> FileList:
    """The systems a person may see, by name, with the state of their files."""
    tx = reading()
    seen = [visible_system_ids_clause(account), AiSystem.archived_at.is_(None)]
    name, _, key = after.rpartition("|")
    if key.isascii() and key.isdigit() and len(key) < 19:
        seen.append((AiSystem.name_key > name) | ((AiSystem.name_key == name) & (AiSystem.id > int(key))))
    systems = list(
        tx.execute(
            select(
                *(AiSystem.id, AiSystem.name, AiSystem.name_key, AiSystem.tier),
                *(AiSystem.origin, AiSystem.operator_roles, AiSystem.flags, AiSystem.in_use_since),
            )
            .where(*seen)
            .order_by(AiSystem.name_key, AiSystem.id)
            .limit(PAGE + 1)
        )
    )
    more, systems = len(systems) > PAGE, systems[:PAGE]
    found: dict[int, list[Any]] = defaultdict(list)
    rows = tx.execute(
        select(
            RegisterRecord.system_id, RegisterRecord.status, RegisterRecord.body, RegisterRecord.due_on
        ).where(
            RegisterRecord.register == TECHDOC.key,
            RegisterRecord.archived_at.is_(None),
            RegisterRecord.status != "replaced",
            RegisterRecord.system_id.in_([one.id for one in systems]),
        )
    )
    for row in rows:
        found[row.system_id].append(row)
    following = f"{systems[-1].name_key}|{systems[-1].id}" if more else ""
    return FileList(tuple(_line(one, found[one.id]) for one in systems), following)


def _line(system: Any, rows: list[Any]) -> FileLine:
    roles, flags = json.loads(system.operator_roles), json.loads(system.flags)
    traits = traits_of(system.origin, roles, flags, system.in_use_since is not None)
    asked = {one.key for one in BUILDING if is_asked(one, traits)}
    whole: set[str] = set()
    points = 0
    for row in rows:
        body = body_of(row.body)
        kind, there = text_of(body, "doc_type"), wholeness(body)
        if kind in asked and row.status == ISSUED and there.is_whole:
            whole.add(kind)
        if kind == ANNEX_IV:
            points = max(points, len(there.there))
    return FileLine(
        ref=ref("SYS", system.id),
        name=system.name,
        tier=system.tier,
        documents=len(rows),
        whole=len(whole),
        asked=len(asked),
        points=points,
        review_on=min((row.due_on for row in rows if row.due_on), default=None),
    )
