"""Finds systems that look like one that is about to be registered: a hint, never a wall."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.unit import Unit
from workflows.ground.ids import ref
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.inventory.wording import name_key

_ALIKE_NAME = 0.78
_ALIKE_PURPOSE = 0.5
_CANDIDATES = 200
_SHOWN = 5
_COMMON = frozenset(
    {"the", "and", "for", "with", "our", "from", "that", "system", "model", "tool", "assistant"}
)


@dataclass(frozen=True)
class Similar:
    """A registered system that looks alike; of one that the asker may not see only `hidden` is true."""

    ref: str
    name: str
    purpose: str
    owner: str
    unit: str
    hidden: bool = False


def find_similar(tx: Session, reader: Any, name: str, purpose: str) -> tuple[Similar, ...]:
    """Systems in the lists whose name or purpose is nearly the same, the likeliest first, at most five.

    One that `reader` (a standing, or None) may not see stands there without any detail: enough to ask somebody, not
    enough to learn.
    """
    key = name_key(name)
    words = _telling(key)
    if not key:
        return ()
    near = [AiSystem.name_key == key, *(AiSystem.name_key.contains(word, autoescape=True) for word in words)]
    near += [
        func.lower(AiSystem.purpose).contains(word, autoescape=True)
        for word in _telling(name_key(purpose))[:2]
    ]
    rows = tx.execute(
        select(
            AiSystem.id,
            AiSystem.name,
            AiSystem.name_key,
            AiSystem.purpose,
            Person.name.label("owner"),
            func.coalesce(Unit.name, "").label("unit"),
            case((visible_system_ids_clause(reader), 1), else_=0).label("visible"),
        )
        .join(Person, Person.id == AiSystem.owner_id)
        .outerjoin(Unit, Unit.id == AiSystem.unit_id)
        .where(AiSystem.archived_at.is_(None), or_(*near))
        .order_by(case((AiSystem.name_key == key, 0), else_=1), AiSystem.id.desc())
        .limit(_CANDIDATES)
    ).all()
    scored = sorted(
        ((likeness(key, purpose, row.name_key, row.purpose), row) for row in rows),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    return tuple(_shown(row) for score, row in scored if score > 0)[:_SHOWN]


def likeness(key: str, purpose: str, other_key: str, other_purpose: str) -> float:
    """How alike two systems are, from 0 (not worth a hint) to 1 (same name)."""
    by_name = SequenceMatcher(None, key, other_key, autojunk=False).ratio()
    mine, theirs = set(_telling(name_key(purpose))), set(_telling(name_key(other_purpose)))
    shared = len(mine & theirs) / len(mine | theirs) if len(mine) > 2 and theirs else 0.0
    inside = 0.8 if _within(key, other_key) else 0.0
    best = max(
        by_name if by_name >= _ALIKE_NAME else 0.0, shared if shared >= _ALIKE_PURPOSE else 0.0, inside
    )
    return round(best, 3)


def _within(key: str, other: str) -> bool:
    """Whether all telling words of the shorter name stand in the longer one, at least two of them."""
    one, two = set(_telling(key)), set(_telling(other))
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return len(small) > 1 and small <= large


def _telling(key: str) -> list[str]:
    """The words that tell systems apart, the longest first, at most six."""
    words = {word for word in key.split() if len(word) > 2 and word not in _COMMON}
    return sorted(words, key=lambda word: (-len(word), word))[:6]


def _shown(row: Any) -> Similar:
    if not row.visible:
        return Similar(ref="", name="", purpose="", owner="", unit="", hidden=True)
    return Similar(
        ref=ref("SYS", row.id),
        name=row.name,
        purpose=row.purpose,
        owner=row.owner,
        unit=row.unit,
    )
