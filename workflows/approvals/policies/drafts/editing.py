"""Changes one part of a draft's content: pure, on plain data, so that form and YAML end in the same text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workflows.approvals.policies.body import SCHEMA, to_body
from workflows.ground.refused import Conflict, Refused

LISTS = ("items", "seats", "routing")
"""The parts of a policy that are lists of rows."""

_CHOSEN = frozenset({"when", "force_must_flags", "scope", "also", "any_role", "submit_by", "who"})
"""Lists whose order says nothing."""

RULES = "rules"
"""Everything that is no list: times, texts, who hands in."""


def content_of(body: str) -> dict[str, Any]:
    """The content of a stored body, without its schema."""
    content: dict[str, Any] = json.loads(body)
    content.pop("schema", SCHEMA)
    return content


def require_row(body: str, part: str, place: int | None, key: str) -> None:
    """Raises Conflict unless the row at that place is the one the reader saw: rows may have moved meanwhile."""
    if place is not None:
        rows = _rows(content_of(body), part)
        _require_place(rows, place)
        if key and row_key(rows[place]) != key:
            raise Conflict("draft_gone")


def row_key(row: Mapping[str, Any]) -> str:
    """What tells the rows of a list apart: the key, or a seat's role where it has none."""
    return str(row.get("key") or row.get("role") or "")


def put_row(body: str, part: str, place: int | None, row: Mapping[str, Any]) -> str:
    """The body with one row replaced, or added at the end for no place; raises Refused for a key that stands twice."""
    content = content_of(body)
    rows = _rows(content, part)
    others = [one for number, one in enumerate(rows) if number != place]
    key = row_key(row)
    if any(row_key(one) == key for one in others):
        raise Refused("draft_key_twice", field="key", key=key)
    if place is None:
        rows.append(dict(row))
    else:
        _require_place(rows, place)
        rows[place] = _in_old_order(rows[place], dict(row))
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
    return to_body({**content, **_in_old_order(content, dict(rules)), **kept})


def _in_old_order(before: Any, now: Any, name: str = "") -> Any:
    """Chosen names in the order they had: boxes on a page have an order of their own that says nothing."""
    if isinstance(now, dict) and isinstance(before, dict):
        deeper = {key: name if name == "when" else key for key in now}
        return {key: _in_old_order(before.get(key), value, deeper[key]) for key, value in now.items()}
    if isinstance(now, list) and isinstance(before, list) and name in _CHOSEN:
        return [*(one for one in before if one in now), *(one for one in now if one not in before)]
    return now


def _rows(content: Mapping[str, Any], part: str) -> list[Any]:
    if part not in LISTS:
        raise Conflict("draft_gone")
    return list(content.get(part, []))


def _require_place(rows: list[Any], place: int) -> None:
    if not 0 <= place < len(rows):
        raise Conflict("draft_gone")
