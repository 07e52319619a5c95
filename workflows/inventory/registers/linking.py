"""Links records to versions, systems, requests and other records; dated, and ended instead of deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import parse_ref, ref
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring, hooks
from workflows.inventory.registers.actions import LINKED, UNLINKED
from workflows.inventory.registers.commands import LinkRecord, Saved
from workflows.inventory.registers.content import body_of, content_digest, frozen_links
from workflows.inventory.registers.declaring import Register, Relation
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.writing import Author, add_version, thing
from workflows.inventory.visibility import require_sight
from workflows.people.standing import Standing
from workflows.record import append

_Row = TypeVar("_Row")
Target = tuple[str, int, str, str, int]
"""Kind, key, uuid and ref of what a link points at, and its system."""


def link_records(actor: Actor, command: LinkRecord) -> Saved:
    """Links a record; raises Refused beside `target` when there is no such thing, or the link stands."""
    return _link(actor, command, make=True)


def unlink_record(actor: Actor, command: LinkRecord) -> Saved:
    """Ends a link; raises Refused when it is gone already."""
    return _link(actor, command, make=False)


def _link(actor: Actor, command: LinkRecord, make: bool) -> Saved:
    one = declaring.of(command.register)
    relation = one.relation(command.relation)
    if relation is None:
        raise NotFound("not_found")
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        target = find_target(tx, author, relation, command.target)
        place = lock_place(tx, one, command.record_id, 0, also={target[4]} if target[4] else ())
        record = place.held
        require_reader(tx, author, one, record)
        now = clock.now(tx)
        claim(tx, actor, command, ref(one.prefix, record.id))
        roles = require_writer(tx, author, one, place.system)
        if record.archived_at is not None:
            raise Refused("record_archived")
        if target[0] == "record" and target[1] == record.id:
            raise Refused("link_to_itself", field="target")
        if make:
            add_link(tx, now, author.person_id, record, relation, target)
        else:
            _end_link(tx, now, record, relation, target)
        _new_version(tx, now, one, record, Author(author.person_id, roles), relation)
        append(
            tx,
            now,
            actor,
            LINKED if make else UNLINKED,
            about=thing(one, record),
            changes={"relation": [None, relation.key], "target": [None, target[3]]},
        )
        hooks.tell_moved(tx, now, actor, record, place.concerned)
        return Saved(ref(one.prefix, record.id), record.id, record.uuid, record.content_version)


def find_target(tx: Session, author: Standing, relation: Relation, typed: str) -> Target:
    """What a typed name means; raises Refused when it means nothing the author may know of."""
    found = parse_ref(typed)
    if found is None:
        raise Refused("link_target_unknown", field="target")
    prefix, key = found
    try:
        if relation.target == "version" and prefix == "VER":
            version = _one(tx.get(SystemVersion, key))
            require_sight(tx, author, version.system_id)
            return "version", key, version.uuid, ref(prefix, key), version.system_id
        if relation.target == "system" and prefix == "SYS":
            require_sight(tx, author, key)
            return "system", key, _one(tx.get(AiSystem, key)).uuid, ref(prefix, key), key
        if relation.target == "request" and prefix == "REQ":
            request = _one(tx.get(ApprovalRequest, key))
            require_sight(tx, author, request.system_id)
            return "request", key, request.uuid, ref(prefix, key), 0
        other = declaring.of(relation.target)
        record = _one(tx.get(RegisterRecord, key))
        if prefix != other.prefix or record.register != other.key:
            raise NotFound("not_found")
        require_reader(tx, author, other, record)
        return "record", key, record.uuid, ref(prefix, key), 0
    except NotFound:
        raise Refused("link_target_unknown", field="target") from None


def add_link(
    tx: Session,
    now: datetime,
    person_id: int | None,
    record: RegisterRecord,
    relation: Relation,
    target: Target,
) -> None:
    """Adds a link to a locked record; raises Refused when it stands already."""
    if _live(tx, record, relation, target) is not None:
        raise Refused("link_stands", field="target")
    tx.add(
        RegisterLink(
            record_id=record.id,
            relation=relation.key,
            target_kind=target[0],
            target_id=target[1],
            target_uuid=target[2],
            made_by_id=person_id,
            made_at=now,
        )
    )
    tx.flush()


def _end_link(tx: Session, now: datetime, record: RegisterRecord, relation: Relation, target: Target) -> None:
    link = _live(tx, record, relation, target)
    if link is None:
        raise Refused("record_link_gone", field="target")
    link.removed_at = now
    tx.flush()


def _live(tx: Session, record: RegisterRecord, relation: Relation, target: Target) -> RegisterLink | None:
    return tx.scalars(
        select(RegisterLink).where(
            RegisterLink.record_id == record.id,
            RegisterLink.relation == relation.key,
            RegisterLink.target_kind == target[0],
            RegisterLink.target_id == target[1],
            RegisterLink.removed_at.is_(None),
        )
    ).first()


def _new_version(
    tx: Session, now: datetime, one: Register, record: RegisterRecord, author: Author, relation: Relation
) -> None:
    """A frozen link is part of what the record says: the digest moves with it."""
    if not relation.frozen:
        return
    links = frozen_links(tx, one, record.id)
    record.digest = content_digest(one, record.uuid, record.status, body_of(record.body), links)
    record.content_version += 1
    record.frozen_version = record.content_version
    record.changed_at, record.changed_by_id = now, author.person_id
    add_version(tx, now, record, author, "linked", links)


def _one(found: _Row | None) -> _Row:
    if found is None:
        raise NotFound("not_found")
    return found
