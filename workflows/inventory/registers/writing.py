"""Puts a record and its version into the database; called inside acts that hold the locks and checked the rights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from models.register_version import RegisterVersion
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.inventory.registers import hooks
from workflows.inventory.registers.actions import EDITED, MADE, STATUS
from workflows.inventory.registers.content import (
    Frozen,
    body_of,
    content_digest,
    frozen_links,
    kept,
    searchable,
)
from workflows.inventory.registers.declaring import Register
from workflows.inventory.wording import LINE, name_key
from workflows.record import Thing, append

MADE_CAUSE, EDITED_CAUSE = "made", "edited"


@dataclass(frozen=True)
class Author:
    """Who writes: their key, and the roles held for the subject; nobody when a rule or the clock writes."""

    person_id: int | None = None
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What a record shall say; the fields in their stored form."""

    title: str
    status: str
    body: Mapping[str, Any]
    own: Mapping[str, Any]
    owner_id: int | None
    version_id: int | None


def make(
    tx: Session,
    now: datetime,
    actor: Actor,
    author: Author,
    one: Register,
    system_id: int,
    wanted: Wanted,
    concerned: frozenset[int],
    batch_id: int | None = None,
) -> RegisterRecord:
    """Adds a record with its first version, its entry, and tells whoever listens."""
    uuid = uuid7()
    record = RegisterRecord(
        uuid=uuid,
        register=one.key,
        system_id=system_id,
        content_version=1,
        frozen_version=1,
        digest=content_digest(one, uuid, wanted.status, wanted.body, ()),
        made_by_id=author.person_id,
        made_at=now,
        batch_id=batch_id,
    )
    _fill(one, record, wanted, author, now)
    tx.add(record)
    tx.flush()
    add_version(tx, now, record, author, "imported" if batch_id else MADE_CAUSE, ())
    append(
        tx,
        now,
        actor,
        MADE,
        about=thing(one, record),
        changes={"version": [None, 1], "status": [None, record.status], "digest": [None, record.digest]},
        personal=_title_of(actor, record),
    )
    hooks.tell_saved(tx, now, actor, record, None, wanted.body)
    hooks.tell_moved(tx, now, actor, record, concerned)
    return record


def change(
    tx: Session,
    now: datetime,
    actor: Actor,
    author: Author,
    one: Register,
    record: RegisterRecord,
    wanted: Wanted,
    concerned: frozenset[int],
    reason: str = "",
    cause: str = EDITED_CAUSE,
) -> bool:
    """Changes a locked record; saying what it says already changes nothing. Returns whether anything changed."""
    before = body_of(record.body)
    fields, columns = _different(one, record, before, wanted)
    if not (fields or columns):
        return False
    links = frozen_links(tx, one, record.id)
    old_digest, old_version = record.digest, record.content_version
    _fill(one, record, wanted, author, now)
    record.digest = content_digest(one, record.uuid, record.status, wanted.body, links)
    record.content_version += 1
    if record.digest != old_digest:
        record.frozen_version = record.content_version
    # An act may change nothing but the own fields or the version: the author saw another record all the same.
    tx.flush()
    add_version(tx, now, record, author, cause, links)
    changes: dict[str, Any] = {"version": [old_version, record.content_version]}
    if old_digest != record.digest:
        changes["digest"] = [old_digest, record.digest]
    if "status" in columns:
        changes["status"] = columns["status"]
    if fields:
        changes["fields"] = [None, fields]
    personal = _title_of(actor, record, reason)
    action = STATUS if cause == "status" else EDITED
    append(tx, now, actor, action, about=thing(one, record), changes=changes, personal=personal)
    hooks.tell_saved(tx, now, actor, record, before, wanted.body)
    if old_digest != record.digest:
        hooks.tell_moved(tx, now, actor, record, concerned)
    return True


def _different(
    one: Register, record: RegisterRecord, before: Mapping[str, Any], wanted: Wanted
) -> tuple[list[str], dict[str, list[Any]]]:
    """The keys of the fields that differ, own ones and the title with them, and the columns with both values."""
    fields = sorted(
        field.key
        for field in one.fields
        if (before.get(field.key) or "") != (wanted.body.get(field.key) or "")
    )
    own = json.loads(record.own)
    fields += [key for key in sorted(wanted.own) if own.get(key, "") != wanted.own[key]]
    columns = {
        name: [getattr(record, name), getattr(wanted, name)]
        for name in ("title", "status", "owner_id", "version_id")
        if getattr(record, name) != getattr(wanted, name)
    }
    return fields + (["title"] if "title" in columns else []), columns


def thing(one: Register, record: RegisterRecord) -> Thing:
    """A record as entries name it; its title stays out, because it may speak of people."""
    return Thing(
        f"register:{one.key}",
        record.uuid,
        record.content_version,
        ref=ref(one.prefix, record.id),
        label=one.one,
    )


def _title_of(actor: Actor, record: RegisterRecord, reason: str = "") -> dict[str, dict[str, Any]]:
    """The typed texts of an act, which stand in the personal block of whoever wrote them."""
    said = {"title": record.title, "reason": reason} if reason else {"title": record.title}
    return {actor.uuid: said} if actor.uuid and actor.person_id is not None else {}


def _fill(one: Register, record: RegisterRecord, wanted: Wanted, author: Author, now: datetime) -> None:
    derived = one.derive(wanted.body)
    record.title = wanted.title
    record.title_key = name_key(wanted.title)
    record.words = name_search(searchable(one, wanted.title, wanted.body))
    record.status = wanted.status
    record.version_id = wanted.version_id
    record.owner_id = wanted.owner_id
    record.body = kept(wanted.body)
    record.own = kept({**json.loads(record.own or "{}"), **wanted.own})
    record.level, record.score, record.due_on = derived.level, derived.score, derived.due_on
    record.changed_by_id = author.person_id
    record.changed_at = now


def name_search(texts: Any) -> str:
    """The folded words of several texts, each within what one folding keeps."""
    folded = []
    for text in texts:
        words = str(text)
        folded += [name_key(words[at : at + LINE]) for at in range(0, min(len(words), 4000), LINE)]
    return " ".join(part for part in folded if part)


def add_version(
    tx: Session, now: datetime, record: RegisterRecord, author: Author, cause: str, links: Frozen
) -> None:
    """Adds what the record says now as its next version, with the links that its digest covers."""
    tx.add(
        RegisterVersion(
            record_id=record.id,
            number=record.content_version,
            title=record.title,
            status=record.status,
            body=record.body,
            links=json.dumps([list(link) for link in links]),
            digest=record.digest,
            author_id=author.person_id,
            author_roles=json.dumps(sorted(author.roles)),
            cause=cause,
            at=now,
        )
    )
    tx.flush()
