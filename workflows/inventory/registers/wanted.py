"""What somebody looks for in a register, as conditions on its records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isfinite
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from workflows.ground.ids import key_of
from workflows.inventory.registers.content import kept
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.wording import line, name_key

MINE, NOBODY = "me", "none"
OVERDUE, SOON, UNDATED = "overdue", "soon", "none"
SOON_DAYS = timedelta(days=30)

SORTS: Mapping[str, Any] = {
    "changed": RegisterRecord.changed_at,
    "title": RegisterRecord.title_key,
    "status": RegisterRecord.status,
    "score": RegisterRecord.score,
    "due": RegisterRecord.due_on,
    "ref": RegisterRecord.id,
}
"""Columns that a list sorts by."""


@dataclass(frozen=True)
class Wanted:
    """What the reader looks for; a value nobody knows counts as not given.

    `system` is a key or "0" for the organisation, `owner` a key, `me` or `none`, `due` one of `overdue`, `soon` and
    `none`. `fields` holds values of choices and own fields by key. `sort` begins with `-` for the other way.
    """

    words: str = ""
    status: str = ""
    level: str = ""
    owner: str = ""
    system: str = ""
    due: str = ""
    turn: str = ""
    archived: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out on purpose."""
        given = (self.words, self.status, self.level, self.owner, self.system, self.due, self.turn)
        return any(given) or any(self.fields.values())


def conditions(
    wanted: Wanted, one: Register, own: tuple[Field, ...], person_id: int, day: date
) -> list[ColumnElement[bool]]:
    """The conditions on records that fit."""
    found: list[ColumnElement[bool]] = [
        RegisterRecord.register == one.key,
        RegisterRecord.archived_at.is_not(None) if wanted.archived else RegisterRecord.archived_at.is_(None),
        *_words(one, wanted.words),
        *_owner(wanted.owner, person_id),
        *_due(wanted.due, day),
    ]
    if wanted.status in dict(one.statuses):
        found.append(RegisterRecord.status == wanted.status)
    if wanted.level in dict(one.levels):
        found.append(RegisterRecord.level == wanted.level)
    if _is_key(wanted.system):
        found.append(RegisterRecord.system_id == int(wanted.system))
    if wanted.turn == "mine":
        turn = exists().where(
            RegisterTurn.record_id == RegisterRecord.id,
            RegisterTurn.person_id == person_id,
            RegisterTurn.done_at.is_(None),
        )
        found.append(turn)
    return found + list(_fields(wanted, one, own))


def ordered(wanted: Wanted) -> list[Any]:
    """The order of the list: what was asked for, empty values last; the newest change first otherwise."""
    name = wanted.sort.removeprefix("-")
    if name not in SORTS:
        return [RegisterRecord.changed_at.desc(), RegisterRecord.id.desc()]
    column = SORTS[name]
    back = wanted.sort.startswith("-")
    return [column.is_(None), column.desc() if back else column, RegisterRecord.id.desc()]


def _words(one: Register, typed: str) -> Iterator[ColumnElement[bool]]:
    key = key_of(one.prefix, line(typed))
    if key is not None:
        yield RegisterRecord.id == key
        return
    for word in name_key(typed).split()[:8]:
        yield RegisterRecord.words.contains(word, autoescape=True)


def _owner(wanted: str, person_id: int) -> Iterator[ColumnElement[bool]]:
    if wanted == MINE:
        yield RegisterRecord.owner_id == person_id
    elif wanted == NOBODY:
        yield RegisterRecord.owner_id.is_(None)
    elif _is_key(wanted):
        yield RegisterRecord.owner_id == int(wanted)


def _due(wanted: str, day: date) -> Iterator[ColumnElement[bool]]:
    if wanted == OVERDUE:
        yield RegisterRecord.due_on < day
    elif wanted == SOON:
        yield and_(RegisterRecord.due_on >= day, RegisterRecord.due_on <= day + SOON_DAYS)
    elif wanted == UNDATED:
        yield RegisterRecord.due_on.is_(None)


def _fields(wanted: Wanted, one: Register, own: tuple[Field, ...]) -> Iterator[ColumnElement[bool]]:
    """Choices are compared as they are stored; a text fits when it begins so, in the case in which it was typed."""
    for asked, column in [(each, RegisterRecord.body) for each in one.fields] + [
        (each, RegisterRecord.own) for each in own
    ]:
        value = wanted.fields.get(asked.key, "")
        if not value:
            continue
        yield _says(asked, column, value)


def _says(asked: Field, column: InstrumentedAttribute[str], value: str) -> ColumnElement[bool]:
    if asked.kind == "choices":
        return column.contains(json.dumps(value, ensure_ascii=False), autoescape=True)
    if asked.kind in ("number", "whole"):
        stored_as = [kept({asked.key: number}) for number in _numbers(value)]
        ways = [column.contains(text[1:-1] + end, autoescape=True) for text in stored_as for end in ",}"]
        return or_(false(), *ways)
    said = kept({asked.key: value})[1:-1]
    whole = asked.kind in ("choice", "yes_no", "date", "person")
    return column.contains(said if whole else said[:-1], autoescape=True)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _numbers(typed: str) -> list[int | float]:
    """A typed number in the forms in which it may be stored."""
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        return []
    return [int(value)] if value.is_integer() and abs(value) < 1e15 else [value] if isfinite(value) else []
