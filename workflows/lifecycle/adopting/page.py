"""What the pages of an import of systems in use show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.register_batch import RegisterBatch
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.lifecycle.adopting.importing import REGISTER, check_rows, require_keeper, rows_of


@dataclass(frozen=True)
class RowLine:
    """One row of a list: its number in the file, what it says, what is wrong, and what was made of it."""

    number: int
    cells: dict[str, str]
    bad: tuple[tuple[str, str, dict[str, Any]], ...]
    system: str = ""
    request: str = ""


@dataclass(frozen=True)
class ImportPage:
    """One list of systems in use."""

    id: int
    filename: str
    status: str
    rows: tuple[RowLine, ...]

    @property
    def wrong(self) -> int:
        """How many rows are not right."""
        return sum(1 for row in self.rows if row.bad)


def may_import(actor: Actor) -> None:
    """Raises NotAllowed for everybody but an AI governance lead of the whole organisation."""
    require_keeper(reading(), actor, clock.glance())


def import_page(actor: Actor, batch_id: int) -> ImportPage:
    """A list with everything that is wrong with its rows now, or with what was made of it."""
    tx, now = reading(), clock.glance()
    author = require_keeper(tx, actor, now)
    batch = tx.scalars(
        select(RegisterBatch).where(RegisterBatch.id == batch_id, RegisterBatch.register == REGISTER)
    ).one_or_none()
    if batch is None:
        raise NotFound("not_found")
    if batch.status == "preview":
        checked = check_rows(tx, now, author, rows_of(batch))
        lines = [
            RowLine(at, row.cells, tuple((str(one.field or ""), one.code, one.params) for one in row.bad))
            for at, row in enumerate(checked, start=2)
        ]
    else:
        lines = [
            RowLine(at, row["cells"], (), row.get("system", ""), row.get("request", ""))
            for at, row in enumerate(json.loads(batch.rows), start=2)
        ]
    return ImportPage(batch.id, batch.filename, batch.status, tuple(lines))
