"""An import as it is kept: the table as read, how its columns are understood, what each row would do, what it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_batch import RegisterBatch
from workflows.ground.ids import know_prefix
from workflows.ground.refused import NotFound
from workflows.inventory.registers.declaring import Register

PREFIX = know_prefix("FILE")

PREVIEW, APPLIED, UNDONE, DROPPED = "preview", "applied", "undone", "dropped"
NEW, CHANGE, SAME, WRONG = "new", "change", "same", "wrong"


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one cell of a row: its column, and the sentence as code and parameters."""

    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of a file (`number` counts as a spreadsheet does) and what importing it would do."""

    number: int
    what: str
    title: str = ""
    ref: str = ""
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class Made:
    """One record an import wrote: its key, the revision it had then, and what a changed one said before."""

    id: int
    revision: int
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Batch:
    """The content of an import; `source` names the format, `left_out` what of a public file nobody reads.

    `version` is the version all rows are about that name none themselves.
    """

    head: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    mapping: tuple[str, ...]
    source: str = "CSV"
    left_out: tuple[str, ...] = ()
    version: str = ""
    rows: tuple[Row, ...] = ()
    made: tuple[Made, ...] = ()

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The rows with errors."""
        return tuple(row for row in self.rows if row.what == WRONG)

    def count(self, what: str) -> int:
        """How many rows would do that."""
        return sum(row.what == what for row in self.rows)


def kept(batch: Batch) -> str:
    """The content of an import as it is stored."""
    return json.dumps(asdict(batch), ensure_ascii=False)


def batch_of(text: str) -> Batch:
    """The content of an import from its stored form."""
    known = json.loads(text)
    rows = tuple(
        Row(**{**row, "wrong": tuple(Wrong(**one) for one in row["wrong"])}) for row in known.pop("rows")
    )
    made = tuple(Made(**one) for one in known.pop("made"))
    cells = tuple(tuple(row) for row in known.pop("cells"))
    texts: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in known.items()
    }
    return Batch(cells=cells, rows=rows, made=made, **texts)


def lock_batch(tx: Session, one: Register, batch_id: int) -> RegisterBatch:
    """Locks an import, read anew; raises NotFound when this register has none of that key."""
    found = tx.scalars(
        select(RegisterBatch)
        .where(RegisterBatch.id == batch_id, RegisterBatch.register == one.key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def become(row: RegisterBatch, status: str) -> None:
    """Says how a locked import was decided."""
    row.status = status
