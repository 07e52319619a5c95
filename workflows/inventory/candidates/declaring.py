"""Declares tools in use: by anybody in a minute, or by a list of applications; each becomes a candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed
from workflows.ground.transaction import transaction
from workflows.inventory.candidates.listing import Listed, read_list
from workflows.inventory.candidates.register import CANDIDATES
from workflows.inventory.candidates.rules import DECIDERS
from workflows.inventory.persons import acting
from workflows.inventory.registers.acting_inside import put_record
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.locks import Place
from workflows.inventory.registers.rights import require_writer
from workflows.inventory.registers.writing import Author
from workflows.inventory.wording import line, name_key

NOWHERE = Place(None, None, frozenset())
"""A candidate satisfies no item and concerns no system."""


@dataclass(frozen=True)
class Declare:
    """What somebody says about a tool they use."""

    name: str
    maker: str = ""
    address: str = ""
    task: str = ""
    users: str = ""
    data: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Declared:
    """The candidate; `known` when one of that name stood there already, and nothing was added."""

    ref: str
    known: bool = False


@dataclass(frozen=True)
class TakeList:
    """A list of applications as a file."""

    data: bytes
    filename: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Taken:
    """How many rows became candidates, and the names that were known already."""

    added: int
    known: tuple[str, ...]


def declare_tool(actor: Actor, command: Declare) -> Declared:
    """Adds a candidate for a tool; one of the same name that waits already is answered with its own ref.

    Anybody who is signed in may. Raises Several beside the fields that do not hold.
    """
    with transaction() as tx:
        now = clock.now(tx)
        held = claim(tx, actor, command)
        author = acting(tx, actor, now)
        twin = _waiting(tx, name_key(line(command.name)))
        if twin is not None:
            held.settle(ref(CANDIDATES.prefix, twin))
            return Declared(ref(CANDIDATES.prefix, twin), known=True)
        said = {key: getattr(command, key) for key in ("maker", "address", "task", "users", "data")}
        record = _put(tx, now, actor, Author(author.person_id), command.name, said, "declared")
        held.settle(ref(CANDIDATES.prefix, record.id))
        return Declared(ref(CANDIDATES.prefix, record.id))


def take_list(actor: Actor, command: TakeList) -> Taken:
    """Adds a candidate for each row of a list whose name is neither a candidate nor a registered system.

    All or nothing: raises Refused beside `file` naming the row that does not hold, NotAllowed for others than those
    who decide about candidates.
    """
    rows = read_list(command.data)
    with transaction() as tx:
        now = clock.now(tx)
        claim(tx, actor, _Named(command.filename, len(rows), command.submit_id), "/registers/candidates")
        author = acting(tx, actor, now)
        if not any(grant.role in DECIDERS for grant in author.grants):
            raise NotAllowed("candidate_not_yours")
        roles = require_writer(tx, author, CANDIDATES, None)
        there = _known_names(tx)
        who, source = Author(author.person_id, roles), f"list {line(command.filename)[:120]}"
        fresh = [row for row in rows if row.key not in there]
        for row in fresh:
            _put(tx, now, actor, who, row.name, _said(row), source)
        return Taken(len(fresh), tuple(row.name for row in rows if row.key in there))


@dataclass(frozen=True)
class _Named:
    """A list by its name and length: the bytes themselves are too much to compare a repeated form by."""

    filename: str
    rows: int
    submit_id: str | None


def _said(row: Listed) -> dict[str, str]:
    return {key: getattr(row, key) for key in ("maker", "address", "task", "users", "data")}


def _put(
    tx: Session, now: datetime, actor: Actor, author: Author, name: str, said: dict[str, str], source: str
) -> RegisterRecord:
    command = SaveRecord(CANDIDATES.key, title=name, body={**said, "source": source})
    return put_record(tx, now, actor, author, NOWHERE, command)


def _waiting(tx: Session, key: str) -> int | None:
    return tx.scalars(
        select(RegisterRecord.id)
        .where(
            RegisterRecord.register == CANDIDATES.key,
            RegisterRecord.title_key == key,
            RegisterRecord.status == CANDIDATES.born,
            RegisterRecord.archived_at.is_(None),
        )
        .order_by(RegisterRecord.id)
    ).first()


def _known_names(tx: Session) -> frozenset[str]:
    """The folded names of every candidate, decided or not, and of every system."""
    candidates: Iterable[str] = tx.scalars(
        select(RegisterRecord.title_key).where(
            RegisterRecord.register == CANDIDATES.key, RegisterRecord.archived_at.is_(None)
        )
    )
    systems = tx.scalars(select(AiSystem.name_key).where(AiSystem.archived_at.is_(None)))
    return frozenset({*candidates, *systems})
