"""Changes one part of a draft's content: pure, on plain data, so that form and YAML end in the same text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workflows.approvals.policies.body import SCHEMA, to_body
from workflows.ground.refused import Conflict, Refused

LISTS = ("items", "seats", "routing")
"""The parts of a policy that are lists of rows."""

RULES = "rules"
"""Everything that is no list: times, texts, who hands in."""


def content_of(body: str) -> dict[str, Any]:
    """The content of a stored body, without its schema."""
    content: dict[str, Any] = json.loads(body)
    content.pop("schema", SCHEMA)
    return content


def put_row(body: str, part: str, place: int | None, row: Mapping[str, Any]) -> str:
    """The body with one row replaced, or added at the end for no place; raises Refused for a key that stands twice."""
    content = content_of(body)
    rows = _rows(content, part)
    others = [one for number, one in enumerate(rows) if number != place]
    key = _key(row)
    if any(_key(one) == key for one in others):
        raise Refused("draft_key_twice", field="key", key=key)
    if place is None:
        rows.append(dict(row))
    else:
        _require_place(rows, place)
        rows[place] = dict(row)
    return to_body({**content, part: rows})


def remove_row(body: str, part: str, place: int) -> str:
    """The body without that row."""
    content = content_of(body)
    rows = _rows(content, part)
    _require_place(rows, place)
    del rows[place]
    return to_body({**content, part: rows})


def move_row(body: str, part: str, place: int, by: int) -> str:
    """The body with that row one place up (-1) or down (1); at the end of the list it stays."""
    content = content_of(body)
    rows = _rows(content, part)
    _require_place(rows, place)
    target = min(max(place + by, 0), len(rows) - 1)
    rows.insert(target, rows.pop(place))
    return to_body({**content, part: rows})


def put_rules(body: str, rules: Mapping[str, Any]) -> str:
    """The body with these fields set; gate, tier and lists stay what they are."""
    content = content_of(body)
    kept = {name: content[name] for name in ("gate", "tier", *LISTS) if name in content}
    return to_body({**content, **rules, **kept})


def _rows(content: Mapping[str, Any], part: str) -> list[Any]:
    if part not in LISTS:
        raise Conflict("draft_gone")
    return list(content.get(part, []))


def _require_place(rows: list[Any], place: int) -> None:
    if not 0 <= place < len(rows):
        raise Conflict("draft_gone")


def _key(row: Mapping[str, Any]) -> str:
    return str(row.get("key") or row.get("role") or "")
