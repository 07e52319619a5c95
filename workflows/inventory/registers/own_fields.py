"""Own fields of a register: what the organisation asks beside the declared fields, and what was answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.register_field import RegisterField
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import KEEPERS, acting, resolve
from workflows.inventory.registers import declaring
from workflows.inventory.registers.actions import FIELD_ADDED, FIELD_CHANGED, FIELD_ENDED
from workflows.inventory.registers.commands import OwnField
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.filling import stored
from workflows.inventory.wording import line, name_key, need
from workflows.record import Thing, append

KINDS = ("text", "number", "date", "choice", "person")
LABEL = 80


@dataclass(frozen=True)
class Own:
    """One own field as forms, filters and exports ask for it."""

    id: int
    field: Field
    position: int


def own_fields(tx: Session, one: Register) -> tuple[Own, ...]:
    """The own fields of a register that are asked now, in order: one statement."""
    rows = tx.scalars(
        select(RegisterField)
        .where(RegisterField.register == one.key, RegisterField.archived_at.is_(None))
        .order_by(RegisterField.position, RegisterField.id)
    )
    return tuple(Own(row.id, as_field(row), row.position) for row in rows)


def as_field(row: RegisterField) -> Field:
    """An own field as a declared one."""
    choices = tuple((value, value) for value in json.loads(row.choices))
    return Field(row.key, row.label, row.kind, choices=choices, live=True, limit=1000)


def own_values(
    tx: Session, now: datetime, one: Register, given: Mapping[str, Any], bad: list[Refused]
) -> dict[str, Any]:
    """What was typed into own fields in its stored form; a key nobody declared is left out."""
    if not given:
        return {}
    found: dict[str, Any] = {}
    for own in own_fields(tx, one):
        if own.field.key not in given:
            continue
        value = given[own.field.key]
        if own.field.kind == "person" and str(value or "").strip():
            try:
                value = resolve(tx, str(value), own.field.key, now).uuid
            except Refused as refused:
                bad.append(refused)
                continue
        found[own.field.key] = stored(own.field, value, own.field.key, bad)
    return found


def keep_own_field(actor: Actor, command: OwnField) -> int:
    """Adds an own field, or changes label, values and place of one; returns its key.

    Raises NotAllowed for whoever may not keep own fields, Refused beside the field that does not hold.
    """
    one = declaring.of(command.register)
    with transaction() as tx:
        now = clock.now(tx)
        person_id = _require_keeper(tx, actor, now)
        claim(tx, actor, command, one.area)
        label = need(line(command.label), "label", LABEL)
        choices = [value for value in dict.fromkeys(line(choice) for choice in command.choices) if value]
        row = _row(tx, one, command.field_id) if command.field_id is not None else None
        kind = row.kind if row is not None else command.kind
        if kind not in KINDS:
            raise Refused("own_kind_unknown", field="kind")
        if kind == "choice" and len(choices) < 2:
            raise Refused("own_choices_needed", field="choices")
        if _taken(tx, one, label, row):
            raise Refused("own_field_label", field="label")
        if row is None:
            row = RegisterField(
                uuid=uuid7(), register=one.key, key=_key(tx, one, label), kind=kind, made_by_id=person_id
            )
            row.made_at = now
            action = FIELD_ADDED
            tx.add(row)
        else:
            action = FIELD_CHANGED
        row.label, row.position = label, max(1, min(command.position, 999))
        row.choices = json.dumps(choices if kind == "choice" else [], ensure_ascii=False)
        tx.flush()
        append(tx, now, actor, action, about=_about(one, row), changes={"label": [None, label]})
        return row.id


def end_own_field(actor: Actor, command: OwnField) -> None:
    """No longer asks for an own field; what was typed stays in the records. Raises NotFound without it."""
    one = declaring.of(command.register)
    with transaction() as tx:
        now = clock.now(tx)
        _require_keeper(tx, actor, now)
        claim(tx, actor, command, one.area)
        row = _row(tx, one, command.field_id)
        row.archived_at = now
        tx.flush()
        append(tx, now, actor, FIELD_ENDED, about=_about(one, row), changes={"label": [row.label, row.label]})


def _require_keeper(tx: Session, actor: Actor, now: datetime) -> int:
    standing = acting(tx, actor, now)
    if not standing.is_administrator and not any(grant.role in KEEPERS for grant in standing.grants):
        raise NotAllowed("fields_not_yours")
    return standing.person_id


def _row(tx: Session, one: Register, field_id: int | None) -> RegisterField:
    row = tx.get(RegisterField, field_id) if field_id is not None else None
    if row is None or row.register != one.key or row.archived_at is not None:
        raise NotFound("not_found")
    return row


def _taken(tx: Session, one: Register, label: str, row: RegisterField | None) -> bool:
    labels = {name_key(field.label) for field in one.fields}
    labels |= {name_key(own.field.label) for own in own_fields(tx, one) if row is None or own.id != row.id}
    return name_key(label) in labels


def _key(tx: Session, one: Register, label: str) -> str:
    # The number keeps a new field from taking over what an ended one of the same name kept.
    count = tx.scalars(select(func.count()).where(RegisterField.register == one.key)).one()
    return f"x{count + 1}_{name_key(label).replace(' ', '_')[:30]}"


def _about(one: Register, row: RegisterField) -> Thing:
    return Thing("register", row.uuid, row.revision, ref=one.area, label=one.title)
