"""Writes register records: new ones and changes, each with a version of its own and an entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Refused, Several, Stale
from workflows.ground.transaction import transaction
from workflows.inventory.locks import require_in_lists
from workflows.inventory.persons import acting, resolve
from workflows.inventory.registers import declaring, writing
from workflows.inventory.registers.commands import NO_VERSION, Saved, SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import ORGANISATION_WIDE, SYSTEM, Field, Register
from workflows.inventory.registers.filling import stored
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.own_fields import own_values
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.writing import Author, Wanted
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import LINE, line, need
from workflows.people.standing import Standing


def save_record(actor: Actor, command: SaveRecord) -> Saved:
    """Writes a record; saying what it says already changes nothing.

    Raises NotFound for whoever may not see system or record, NotAllowed for readers, Stale when somebody changed it
    since `revision`, Several with a refusal beside every field that does not hold (`rows` fields: `key-0-column`).
    """
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        if command.record_id is None and command.system_id != ORGANISATION:
            require_sight(tx, author, command.system_id)
        place = lock_place(tx, one, command.record_id, command.system_id)
        if place.record is not None:
            require_reader(tx, author, one, place.record)
        now = clock.now(tx)
        known_ref = ref(one.prefix, place.record.id) if place.record is not None else ""
        held = claim(tx, actor, command, known_ref)
        roles = _require(tx, author, one, place)
        if place.record is not None and command.revision not in (None, place.record.revision):
            raise Stale("record_moved", revision=place.record.revision)
        wanted = checked(tx, now, one, command, place.record, place.system)
        who = Author(author.person_id, roles)
        if place.record is None:
            home = command.system_id
            record = writing.make(tx, now, actor, who, one, home, wanted, place.concerned)
            held.settle(ref(one.prefix, record.id))
            return _saved(one, record)
        changed = writing.change(
            tx, now, actor, who, one, place.record, wanted, place.concerned, line(command.reason)
        )
        return _saved(one, place.record, changed)


def checked(
    tx: Session,
    now: datetime,
    one: Register,
    command: SaveRecord,
    record: RegisterRecord | None,
    system: AiSystem | None,
) -> Wanted:
    """What a command says in its stored form; raises Several with everything that does not hold.

    A field the command leaves out keeps its value: a form that shows less must not lose anything.
    """
    bad: list[Refused] = []
    before = body_of(record.body) if record is not None else {}
    body = {**before, **_fields(tx, now, one, command.body, before, bad)}
    title = _title(command.title or (record.title if record is not None else ""), bad)
    status = _status(one, command.status, record, bad)
    owner_id = _owner(tx, now, command.owner, record, bad)
    version_id = _version(tx, one, command, record, system, bad)
    own = own_values(tx, now, one, command.own, bad)
    if not bad:
        bad += one.check(body)
    if bad:
        raise Several(bad)
    return Wanted(title, status, body, own, owner_id, version_id)


def _require(tx: Session, author: Standing, one: Register, place: Place) -> frozenset[str]:
    if place.record is None:
        if place.system is None and one.scope == SYSTEM:
            raise Refused("system_needed", field="system")
        if place.system is not None and one.scope == ORGANISATION_WIDE:
            raise Refused("system_not_here", field="system")
    elif place.record.archived_at is not None:
        raise Refused("record_archived")
    if place.system is not None:
        require_in_lists(place.system)
    return require_writer(tx, author, one, place.system)


def _fields(
    tx: Session,
    now: datetime,
    one: Register,
    given: Mapping[str, Any],
    before: Mapping[str, Any],
    bad: list[Refused],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in one.fields:
        if field.key not in given and not (field.needed and field.key not in before):
            continue
        value = persons_named(tx, now, field, given.get(field.key), field.key, bad)
        found[field.key] = stored(field, value, field.key, bad)
    return found


def persons_named(tx: Session, now: datetime, field: Field, value: Any, at: str, bad: list[Refused]) -> Any:
    """The value with every person in it as a uuid; refusals join `bad` beside the field."""
    if field.kind == "rows" and isinstance(value, list | tuple):
        people = [column for column in field.columns if column.kind == "person"]
        if not people:
            return value
        return [
            {
                **row,
                **{
                    column.key: persons_named(
                        tx, now, column, row.get(column.key), f"{at}-{number}-{column.key}", bad
                    )
                    for column in people
                },
            }
            for number, row in enumerate(value)
            if isinstance(row, Mapping)
        ]
    if field.kind != "person" or not str(value or "").strip():
        return value
    try:
        return resolve(tx, str(value), at, now).uuid
    except Refused as refused:
        bad.append(refused)
        return ""


def _title(typed: str, bad: list[Refused]) -> str:
    try:
        return need(line(typed), "title", LINE)
    except Refused as refused:
        bad.append(Refused("title_needed", field="title") if refused.code == "needed" else refused)
        return ""


def _status(one: Register, wanted: str, record: RegisterRecord | None, bad: list[Refused]) -> str:
    present = record.status if record is not None else one.born
    status = wanted or present
    if status == present:
        return status
    if status not in dict(one.statuses):
        bad.append(Refused("status_unknown", field="status"))
    elif status in one.status_by:
        bad.append(Refused("status_by_act", field="status"))
    return status


def _owner(
    tx: Session, now: datetime, typed: str, record: RegisterRecord | None, bad: list[Refused]
) -> int | None:
    if not typed.strip():
        return None
    try:
        return resolve(tx, typed, "owner", now).person_id
    except Refused as refused:
        bad.append(refused)
        return record.owner_id if record is not None else None


def _version(
    tx: Session,
    one: Register,
    command: SaveRecord,
    record: RegisterRecord | None,
    system: AiSystem | None,
    bad: list[Refused],
) -> int | None:
    wanted = command.version_id
    if wanted is None:
        wanted = record.version_id if record is not None else None
    if wanted in (None, NO_VERSION):
        if one.per_version and system is not None:
            bad.append(Refused("version_needed", field="version"))
        return None
    version = tx.get(SystemVersion, wanted)
    if version is None or system is None or version.system_id != system.id:
        bad.append(Refused("version_of_other", field="version"))
        return None
    return wanted


def _saved(one: Register, record: RegisterRecord, changed: bool = True) -> Saved:
    return Saved(ref(one.prefix, record.id), record.id, record.uuid, record.content_version, changed)
