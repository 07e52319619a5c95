"""How a register is declared: its fields, statuses, readers and writers, and what follows from what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.ground.ids import know_prefix
from workflows.ground.refused import NotFound, Refused

KINDS = frozenset(
    {
        "line",
        "text",
        "number",
        "whole",
        "date",
        "choice",
        "choices",
        "yes_no",
        "person",
        "rows",
        "link_url",
        "digest",
    }
)
SYSTEM, ORGANISATION_WIDE, EITHER = "system", "organisation", "either"
Choices = tuple[tuple[str, str], ...]
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One field of a register: its question, its help, and what an answer may be.

    `needed` fields are needed to save at all; most are needed only by a checklist item. A `live` field is not part
    of the digest, so that it may move without touching what was approved. `low`, `high` bound numbers; `limit`
    counts characters.
    """

    key: str
    label: str
    kind: str = "text"
    help: str = ""
    example: str = ""
    group: str = ""
    choices: Choices = ()
    columns: tuple[Field, ...] = ()
    needed: bool = False
    live: bool = False
    low: float | None = None
    high: float | None = None
    limit: int = 4000
    unit: str = ""

    def label_of(self, value: Any) -> str:
        """The words of a chosen value; the value itself where there are none."""
        return dict(self.choices).get(str(value), str(value))


@dataclass(frozen=True)
class Derived:
    """What follows from the fields and stands in columns, so that lists can sort and filter by it."""

    level: str = ""
    score: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Relation:
    """A link that records of a register may have.

    `target` is `version`, `system`, `request` or the key of a register; a `frozen` link is part of the digest.
    """

    key: str
    label: str
    target: str
    frozen: bool = False


@dataclass(frozen=True)
class Page:
    """A page of a register's own; `{ref}` in the address stands for the record's name."""

    label: str
    address: str


def nothing(_body: Body) -> Derived:
    """Nothing follows from the fields."""
    return Derived()


def as_it_is(body: Body) -> Body:
    """A new record says at first what its author brought along, and nothing else."""
    return body


def no_refusals(_body: Body) -> list[Refused]:
    """Whatever the fields allow one by one is allowed together."""
    return []


@dataclass(frozen=True)
class Register:
    """One register: a working tool for somebody, wired to gates by its needs.

    `writers` write beside the system's team. `readers` None means whoever sees the system. A non-empty `opinion`
    bars a record's authors from all seats but those of these roles (product section 4, rule 2). Statuses in
    `status_by` are set by acts, never by the form; in those of `over` no date is waited for any more. When the date
    of `derive` comes, the owner has a turn for `due_code`; empty for registers whose own sweep says so. `begin` lays
    out a new record from what is known of it already.
    """

    key: str
    prefix: str
    area: str
    title: str
    one: str
    purpose: str
    fields: tuple[Field, ...]
    statuses: Choices
    scope: str = SYSTEM
    per_version: bool = False
    writers: frozenset[str] = frozenset()
    readers: frozenset[str] | None = None
    opinion: frozenset[str] = frozenset()
    listed: tuple[str, ...] = ()
    levels: Choices = ()
    derive: Callable[[Body], Derived] = nothing
    check: Callable[[Body], list[Refused]] = no_refusals
    begin: Callable[[Body], Body] = as_it_is
    status_by: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    due_code: str = "turn_review_due"
    relations: tuple[Relation, ...] = ()
    pages: tuple[Page, ...] = ()
    record_pages: tuple[Page, ...] = ()
    panel: str = ""
    extra: Callable[[Session, RegisterRecord], Any] | None = None
    icon_word: str = ""
    group: str = ""

    def field(self, key: str) -> Field | None:
        """A declared field by its key."""
        return next((field for field in self.fields if field.key == key), None)

    def relation(self, key: str) -> Relation | None:
        """A declared relation by its key."""
        return next((relation for relation in self.relations if relation.key == key), None)

    @property
    def born(self) -> str:
        """The status a new record has."""
        return self.statuses[0][0]

    @property
    def chosen(self) -> Choices:
        """The statuses that a form may set."""
        return tuple(status for status in self.statuses if status[0] not in self.status_by)

    def status_label(self, status: str) -> str:
        """The words of a status."""
        return dict(self.statuses).get(status, status)

    def level_label(self, level: str) -> str:
        """The words of a level."""
        return dict(self.levels).get(level, level)


_by_key: dict[str, Register] = {}


def register(one: Register) -> Register:
    """Makes a register known; called once at import by the package that owns it.

    Raises ValueError for a declaration that cannot hold: a twin, an unknown kind of field, no status.
    """
    if not one.statuses or one.status_by - {key for key, _ in one.statuses} or one.born in one.status_by:
        raise ValueError(f"register {one.key}: statuses")
    for other in _by_key.values():
        if other.key != one.key and (other.prefix == one.prefix or other.area == one.area):
            raise ValueError(f"register {one.key} is like {other.key}")
    keys = [asked.key for asked in one.fields]
    if len(set(keys)) != len(keys) or not set(one.listed) <= set(keys):
        raise ValueError(f"register {one.key}: fields")
    for asked in (*one.fields, *(part for whole in one.fields for part in whole.columns)):
        if asked.kind not in KINDS or (asked.kind == "rows") != bool(asked.columns):
            raise ValueError(f"register {one.key}: field {asked.key}")
    know_prefix(one.prefix)
    _by_key[one.key] = one
    return one


def known() -> tuple[Register, ...]:
    """All registers, in the order in which they were declared."""
    return tuple(_by_key.values())


def of(key: str) -> Register:
    """A register by its key; raises NotFound for an unknown one."""
    return _one(key, "key", key)


def by_area(area: str) -> Register:
    """A register by the part of its address; raises NotFound for an unknown one."""
    return _one(area, "area", area)


def by_prefix(prefix: str) -> Register:
    """A register by the prefix of its refs; raises NotFound for an unknown one."""
    return _one(prefix, "prefix", prefix)


def _one(wanted: str, attribute: str, value: str) -> Register:
    found: Iterable[Register] = _by_key.values()
    one = next((one for one in found if getattr(one, attribute) == value), None)
    if one is None:
        raise NotFound("not_found", wanted=wanted)
    return one
