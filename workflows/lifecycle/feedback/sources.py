"""What can go wrong after a decision: each kind is registered by the column that knows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Setback:
    """One thing that went wrong after an approval: which request let it through, and which item it is about.

    `code` with `params` is its sentence, `path` where it is followed up, `over` whether it is settled.
    """

    kind: str
    request_id: int
    label: str
    ref: str
    path: str
    at: datetime
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    item_key: str = ""
    over: bool = False


@dataclass(frozen=True)
class Wanted:
    """Which setbacks: of approvals at one gate, since an instant, as of `now`.

    `seen` are the requests that the reader may see, for statements about requests; `systems` their AI systems, for all
    others.
    """

    gate: str
    since: datetime
    now: datetime
    seen: ColumnElement[bool]
    systems: ColumnElement[bool]


Source = Callable[[Session, Wanted], list[Setback]]
"""Finds the setbacks of one kind, in a fixed number of statements."""

MOST = 200
"""Setbacks of one kind that a page shows; the newest come first."""

_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Makes a kind of setback known; called once at start by the column that owns it."""
    _sources[kind] = source


def setbacks(tx: Session, wanted: Wanted) -> list[Setback]:
    """Every setback of every kind, the newest first."""
    found = [one for source in _sources.values() for one in source(tx, wanted)]
    return sorted(found, key=lambda one: (one.at, one.request_id), reverse=True)
