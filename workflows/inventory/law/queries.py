"""Reads the law data for pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.law_entry import LawEntry
from models.person import Person
from models.role_grant import ORG
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.law.catalogue import EU_AI_ACT
from workflows.inventory.law.changing import KEEPERS
from workflows.inventory.law.effective import (
    KINDS,
    SCHEME,
    built,
    entries_in_force,
    raw_with,
    row_of,
    scheme_as_of,
)
from workflows.inventory.law.entries import LATEST, named, shown
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.law.touching import classified_systems, touched
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.people.days import today


@dataclass(frozen=True)
class LawPage:
    """A scheme on a day, which entries were changed, and the other schemes there are."""

    scheme: Scheme
    day: date
    changed: frozenset[tuple[str, str]]
    others: tuple[Scheme, ...]
    may_change: bool


@dataclass(frozen=True)
class EntryLine:
    """One version of an entry."""

    number: int
    body: Mapping[str, Any]
    reason: str
    in_force_from: date
    by: str
    at: datetime


@dataclass(frozen=True)
class EntryPage:
    """One entry with its versions and the systems it touches that the reader may see; `hidden` counts the rest."""

    scheme: Scheme
    kind: str
    key: str
    name: str
    fields: Mapping[str, str]
    raw: Mapping[str, Any]
    lines: tuple[EntryLine, ...]
    systems: tuple[tuple[str, str], ...]
    hidden: int
    may_change: bool
    day: date

    @property
    def number(self) -> int:
        """The number of the newest version; 0 while the starter content stands."""
        return self.lines[0].number if self.lines else 0


def scheme_now(key: str = EU_AI_ACT) -> Scheme:
    """A scheme as it stands today; raises NotFound for one that nobody uploaded."""
    return scheme_as_of(reading(), key)


def law_page(person: Any, key: str, on: date | None) -> LawPage:
    """A scheme on a day, today when none is given."""
    tx = reading()
    day = on or today(tx, clock.glance())
    entries = entries_in_force(tx, key, day)
    changed = frozenset((kind, entry) for kind, entry, _ in entries if kind in KINDS)
    return LawPage(built(key, entries), day, changed, other_schemes(tx, day), may_change(person))


def entry_page(person: Any, scheme_key: str, kind: str, key: str) -> EntryPage:
    """One entry as it will stand when every change is in force; raises NotFound for an unknown one."""
    tx = reading()
    if kind not in KINDS:
        raise NotFound("not_found")
    entries = entries_in_force(tx, scheme_key, LATEST)
    raw = row_of(raw_with(scheme_key, entries), kind, key)
    if raw is None:
        raise NotFound("not_found")
    scheme = built(scheme_key, entries)
    reached = [one.id for one in touched(kind, key, scheme, scheme, classified_systems(tx))]
    seen = tx.execute(
        select(AiSystem.id, AiSystem.name)
        .where(AiSystem.id.in_(reached), visible_system_ids_clause(person))
        .order_by(AiSystem.name_key, AiSystem.id)
    ).all()
    return EntryPage(
        scheme=scheme,
        kind=kind,
        key=key,
        name=named(kind, raw),
        fields=shown(kind, raw),
        raw=raw,
        lines=_lines(tx, scheme_key, kind, key),
        systems=tuple((ref("SYS", system), name) for system, name in seen),
        hidden=len(reached) - len(seen),
        may_change=may_change(person),
        day=today(tx, clock.glance()),
    )


def other_schemes(tx: Session, day: date) -> tuple[Scheme, ...]:
    """The schemes that were uploaded, by title."""
    keys = tx.scalars(select(LawEntry.scheme).where(LawEntry.kind == SCHEME).distinct())
    return tuple(sorted((scheme_as_of(tx, key, day) for key in keys), key=lambda one: one.title))


def may_change(person: Any) -> bool:
    """Whether a reader may change law data, by the same rule as the act."""
    return any(grant.role in KEEPERS and grant.scope_key == ORG for grant in getattr(person, "grants", ()))


def _lines(tx: Session, scheme: str, kind: str, key: str) -> tuple[EntryLine, ...]:
    rows = tx.execute(
        select(LawEntry, Person.name)
        .outerjoin(Person, Person.id == LawEntry.made_by_id)
        .where(LawEntry.scheme == scheme, LawEntry.kind == kind, LawEntry.key == key)
        .order_by(LawEntry.number.desc())
    )
    return tuple(
        EntryLine(
            row.number,
            shown(kind, json.loads(row.body)),
            row.reason,
            row.in_force_from,
            name or "",
            row.made_at,
        )
        for row, name in rows
    )
