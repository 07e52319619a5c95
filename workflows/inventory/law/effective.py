"""A scheme as it stands on a day: the starter content, or the uploaded file, with every change in force by then."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.law_entry import LawEntry
from workflows.ground import clock
from workflows.ground.canonical import digest
from workflows.ground.refused import NotFound
from workflows.inventory.law.catalogue import EU_AI_ACT, starter
from workflows.inventory.law.parsing import clock_of, parse_scheme
from workflows.inventory.law.scheme import Scheme
from workflows.people.days import today

SCHEME, DATE, QUESTION, DUTY, CLOCK = "scheme", "date", "question", "duty", "clock"
KINDS = (DATE, QUESTION, DUTY, CLOCK)
Entry = tuple[str, str, str]
"""Kind, key and stored body of an entry in force."""


def scheme_as_of(tx: Session, key: str = EU_AI_ACT, day: date | None = None) -> Scheme:
    """A scheme on a day, today when none is given; raises NotFound for a scheme nobody uploaded."""
    return built(key, entries_in_force(tx, key, day or today(tx, clock.glance())))


def entries_in_force(tx: Session, key: str, day: date) -> tuple[Entry, ...]:
    """The newest entry of each kind and key that is in force on a day, in one statement."""
    rows = tx.execute(
        select(LawEntry.kind, LawEntry.key, LawEntry.body)
        .where(LawEntry.scheme == key, LawEntry.in_force_from <= day)
        .order_by(LawEntry.number, LawEntry.id)
    )
    newest = {(kind, entry): body for kind, entry, body in rows}
    return tuple((kind, entry, body) for (kind, entry), body in sorted(newest.items()))


@lru_cache(maxsize=64)
def built(key: str, entries: tuple[Entry, ...]) -> Scheme:
    """The scheme with these entries laid over its base; kept, because every page asks for the same one."""
    changed = sum(1 for kind, _, _ in entries if kind == QUESTION)
    return parse_scheme(key, raw_with(key, entries), changed)


def raw_with(key: str, entries: Iterable[Entry]) -> dict[str, Any]:
    """The plain data of a scheme with its entries; raises NotFound when it has no base."""
    entries = tuple(entries)
    uploaded = next((body for kind, _, body in entries if kind == SCHEME), None)
    if uploaded is not None:
        raw: dict[str, Any] = json.loads(uploaded)
    elif key == EU_AI_ACT:
        raw = copy.deepcopy(starter(key))
    else:
        raise NotFound("not_found")
    for kind, entry, body in entries:
        if kind in KINDS:
            found = row_of(raw, kind, entry)
            if found is not None:
                found.update(json.loads(body))
    return raw


def row_of(raw: Mapping[str, Any], kind: str, key: str) -> dict[str, Any] | None:
    """The part of a scheme's plain data that an entry changes; None when there is no such part."""
    if kind == DATE:
        rows = raw.get("timeline", [])
        place = int(key[1:]) if key[:1] == "T" and key[1:].isdecimal() and len(key) < 5 else 0
        return rows[place - 1] if 1 <= place <= len(rows) else None
    if kind == QUESTION:
        return _with_id(raw["classification_wizard"]["questions"], key)
    if kind == DUTY:
        return _with_id(raw.get("obligations", []), key)
    clocks = raw.get("incident_reporting", {})
    rows = [*clocks.get("deadlines", []), *clocks.get("other_clocks", [])]
    return next((row for row in rows if clock_of(row).key == key), None)


def questionnaire_of(scheme: Scheme) -> str:
    """The name under which a classification says which questions it answered."""
    return f"{scheme.key} {scheme.version} {digest(_asked(scheme))[:12]}"


def _asked(scheme: Scheme) -> list[list[Any]]:
    return [
        [question.key, question.text, [option.key for option in question.options]]
        for question in scheme.questions.values()
    ]


def _with_id(rows: list[dict[str, Any]], key: str) -> dict[str, Any] | None:
    return next((row for row in rows if row.get("id") == key), None)
