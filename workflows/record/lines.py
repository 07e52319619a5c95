"""Entries as people read them: who, act, thing, why, covers, signed with; opened where the person's key exists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.ground.actor import CLOCK, SYSTEM
from workflows.record import actions
from workflows.record.personal import open_values

ERASED = "an erased person"
_APART = {"signature", "covers", "verification", "statement", "for"}
_MOST = 400


@dataclass(frozen=True)
class Change:
    """One field before and after the act, as text; `before` is empty where there was nothing."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One entry, ready to be shown without a click.

    `pattern` is the sentence with its gaps, `gaps` what fills them; `erased` says that something personal in it can
    never be read again.
    """

    n: int
    event: str
    at: datetime | None
    action: str
    pattern: str
    gaps: Mapping[str, str]
    actor: str
    actor_kind: str
    about_ref: str | None
    about_label: str
    request_ref: str | None
    reason: str
    reason_code: str | None
    statement: str
    covers: Mapping[str, Any]
    policy_digest: str | None
    authenticated_by: str | None
    changes: tuple[Change, ...]
    personal: tuple[tuple[str, str], ...]
    erased: bool


def parse(raw: bytes) -> dict[str, Any] | None:
    """The body as plain values, or None when it is not written in schema 1 (somebody may have edited it)."""
    try:
        body = json.loads(raw)
        whole = (
            datetime.fromisoformat(body["at"]).tzinfo,
            body["object"]["kind"], body["object"]["uuid"], body["object"]["ref"], body["object"]["label"],
            body["actor"]["kind"], body["actor"]["uuid"], body["request"]["ref"], body["changes"].items(),
            body["personal"].items(), body["action"] + body["event"], body["reason_code"], body["policy_digest"],
            body["authenticated_by"],
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return body if whole[0] and isinstance(body, dict) else None


def line(n: int, body: Mapping[str, Any], keys: Mapping[str, bytes]) -> Line:
    """The entry as it is read, from a body that `parse` took."""
    opened = open_values(keys, body["event"], body["personal"])
    actor, about = _actor(body, opened), _about(body, opened)
    changes = {key: _pair(value) for key, value in body["changes"].items()}
    pattern = actions.sentence(body["action"])
    return Line(
        n=n,
        event=body["event"],
        at=datetime.fromisoformat(body["at"]),
        action=body["action"],
        pattern=pattern,
        gaps=_gaps(changes) | {"actor": actor},
        actor=actor,
        actor_kind=body["actor"]["kind"],
        about_ref=body["object"]["ref"],
        about_label=about,
        request_ref=body["request"]["ref"],
        reason=_first(opened, "reason"),
        reason_code=body["reason_code"],
        statement=_first(opened, "statement"),
        covers=changes["covers"][1] if isinstance(changes.get("covers", (None, None))[1], dict) else {},
        policy_digest=body["policy_digest"],
        authenticated_by=body["authenticated_by"],
        changes=tuple(_changes(changes, pattern)),
        personal=tuple(_rest(opened)),
        erased=any(values is None for values in opened.values()),
    )


def unreadable(n: int) -> Line:
    """An entry whose body is not schema 1: shown by its number, never hidden."""
    pattern, nothing = "An entry that this version cannot read", ""
    return Line(
        n, nothing, None, nothing, pattern, {}, nothing, nothing, None, nothing, None, nothing, None, nothing, {},
        None, None, (), (), False,
    )  # fmt: skip


def shown(value: Any) -> str:
    """A stored value as short text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _cut("; ".join(f"{word(str(key))}: {shown(part)}" for key, part in value.items()))
    if isinstance(value, list):
        return _cut(", ".join(shown(part) for part in value))
    return _cut(word(value) if isinstance(value, str) else str(value))


def word(text: str) -> str:
    """A stored key or code as words: `data_review` is `data review`; anything else stays as it is."""
    return text.replace("_", " ") if text.replace("_", "").isalpha() and text.islower() else text


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def _pair(value: Any) -> tuple[Any, Any]:
    return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else (None, value)


def _actor(body: Mapping[str, Any], opened: Mapping[str, dict[str, Any] | None]) -> str:
    for known in (CLOCK, SYSTEM):
        if body["actor"]["uuid"] == known.uuid:
            return known.name
    values = opened.get(body["actor"]["uuid"])
    name = str(values.get("printed_name", ERASED)) if values else ERASED
    # Whoever signs for somebody else is named with them, as the signature is.
    return f"{name} for {_first(opened, 'for') or ERASED}" if "for" in body["changes"] else name


def _about(body: Mapping[str, Any], opened: Mapping[str, dict[str, Any] | None]) -> str:
    thing = body["object"]
    if thing["kind"] != "person":
        return str(thing["label"] or ("" if thing["ref"] else word(thing["kind"])))
    values = opened.get(thing["uuid"]) or {}
    return str(values.get("name") or values.get("printed_name") or ERASED)


def _gaps(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, str]:
    gaps = {key: shown(after) or "–" for key, (_, after) in changes.items()}
    return gaps | {f"{key}_before": shown(before) or "–" for key, (before, _) in changes.items()}


def _changes(changes: Mapping[str, tuple[Any, Any]], pattern: str) -> list[Change]:
    """Every change that the sentence does not say already."""
    return [
        Change(word(key), shown(before), shown(after))
        for key, (before, after) in changes.items()
        if key not in _APART and not (before is None and f"{{{key}}}" in pattern)
    ]


def _first(opened: Mapping[str, dict[str, Any] | None], key: str) -> str:
    return next((str(values[key]) for values in opened.values() if values and values.get(key)), "")


def _rest(opened: Mapping[str, dict[str, Any] | None]) -> list[tuple[str, str]]:
    """Personal values that have no place of their own on the page."""
    apart = {"printed_name", "name", "reason", "statement", "for"}
    return [
        (word(key), shown(_pair(value)[1]))
        for values in opened.values()
        for key, value in (values or {}).items()
        if key not in apart and shown(_pair(value)[1])
    ]
