"""Takes an applied import back as a whole: what it made leaves the lists, what it changed says again what it said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_batch import RegisterBatch
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import KEEPERS, acting
from workflows.inventory.registers import declaring, writing
from workflows.inventory.registers.actions import IMPORT_UNDONE
from workflows.inventory.registers.archiving import take_out
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange.batches import (
    APPLIED,
    PREFIX,
    UNDONE,
    Made,
    batch_of,
    become,
    lock_batch,
)
from workflows.inventory.registers.locks import Place, concerned_systems, lock_place
from workflows.inventory.registers.rights import require_writer
from workflows.inventory.registers.writing import Author, Wanted
from workflows.inventory.wording import LINE, line, need
from workflows.people.standing import Standing
from workflows.record import Thing, append

if TYPE_CHECKING:
    from workflows.inventory.registers.exchange.importing import BatchAct


def undo_import(actor: Actor, command: BatchAct) -> int:
    """Takes an import back with a reason; returns how many records it touched.

    Raises NotAllowed for others than its maker and the governance lead, Refused (naming them) when one of its
    records changed since: then nothing is taken back.
    """
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        row = lock_batch(tx, one, command.batch_id)
        _require_may_undo(row, author)
        claim(tx, actor, command, ref(PREFIX, row.id))
        if row.status != APPLIED:
            raise Refused("import_not_applied")
        reason = need(line(command.reason), "reason", LINE)
        made = batch_of(row.rows).made
        places = _locked(tx, one, made)
        _require_unmoved(one, made, places)
        now = clock.now(tx)
        for piece, place in zip(made, places, strict=True):
            roles = require_writer(tx, author, one, place.system)
            _taken_back(tx, now, actor, Author(author.person_id, roles), one, piece, place, reason)
        become(row, UNDONE)
        row.undone_at, row.undone_by_id = now, author.person_id
        tx.flush()
        append(
            tx,
            now,
            actor,
            IMPORT_UNDONE,
            about=Thing("register", row.uuid, row.revision, ref=one.area, label=one.title),
            changes={"count": [None, len(made)]},
            personal={actor.uuid: {"reason": reason}},
        )
        return len(made)


def before_of(record: RegisterRecord) -> dict[str, Any]:
    """What a record says now, so that it can say it again."""
    return {
        "title": record.title,
        "status": record.status,
        "body": body_of(record.body),
        "own": json.loads(record.own or "{}"),
        "owner_id": record.owner_id,
        "version_id": record.version_id,
    }


def moved(tx: Session, one: Register, made: tuple[Made, ...]) -> tuple[str, ...]:
    """The names of records that changed since an import wrote them, in one statement."""
    revisions = {piece.id: piece.revision for piece in made}
    rows = tx.execute(
        select(RegisterRecord.id, RegisterRecord.revision)
        .where(RegisterRecord.id.in_(revisions))
        .order_by(RegisterRecord.id)
    )
    return tuple(ref(one.prefix, key) for key, revision in rows if revision != revisions[key])


def _require_may_undo(row: RegisterBatch, author: Standing) -> None:
    keeper = any(grant.role in KEEPERS for grant in author.grants)
    if row.made_by_id != author.person_id and not keeper:
        raise NotAllowed("import_not_yours")


def _locked(tx: Session, one: Register, made: tuple[Made, ...]) -> list[Place]:
    """The records of an import, locked after all systems that any of them concerns."""
    homes = tx.execute(
        select(RegisterRecord.id, RegisterRecord.system_id).where(
            RegisterRecord.id.in_([piece.id for piece in made])
        )
    ).all()
    concerned: set[int] = set()
    for key, home in homes:
        concerned |= concerned_systems(tx, one, key, home)
    lock_place(tx, one, None, 0, also=concerned)
    return [lock_place(tx, one, piece.id, 0) for piece in made]


def _require_unmoved(one: Register, made: tuple[Made, ...], places: list[Place]) -> None:
    changed = [
        ref(one.prefix, piece.id)
        for piece, place in zip(made, places, strict=True)
        if place.record is not None and place.record.revision != piece.revision
    ]
    if changed:
        raise Refused("import_moved", records=", ".join(changed[:20]))


def _taken_back(
    tx: Session,
    now: datetime,
    actor: Actor,
    author: Author,
    one: Register,
    piece: Made,
    place: Place,
    reason: str,
) -> None:
    record = place.held
    if piece.before is None:
        take_out(tx, now, actor, author.person_id, one, place, reason)
        return
    before: Mapping[str, Any] = piece.before
    own = {**dict.fromkeys(json.loads(record.own or "{}"), ""), **before["own"]}
    wanted = Wanted(
        before["title"],
        before["status"],
        {**dict.fromkeys(body_of(record.body), ""), **before["body"]},
        own,
        before["owner_id"],
        before["version_id"],
    )
    writing.change(tx, now, actor, author, one, record, wanted, place.concerned, reason)
