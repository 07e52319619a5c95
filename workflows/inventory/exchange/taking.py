"""Takes texts, lists and numbers out of what a stranger's file holds, within limits."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from workflows.ground.refused import Refused

LARGEST_FILE = 2_000_000
"""Bytes of a public file that are read; parts lists of models have a few hundred kilobytes."""

DEEPEST = 40
LONGEST_TEXT = 4_000
MOST_PARTS = 500
_CUT = " …"


def text_of(data: bytes, field: str = "file") -> str:
    """The text of a file; raises Refused for an empty or too large one and for what is not UTF-8."""
    if not data.strip():
        raise Refused("public_empty", field=field)
    if len(data) > LARGEST_FILE:
        raise Refused("public_too_large", field=field, limit=LARGEST_FILE)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise Refused("public_not_text", field=field) from None


def json_object(text: str, field: str = "file") -> dict[str, Any]:
    """The object a JSON text holds, numbers as they were written; raises Refused with the place that is wrong.

    A key that stands twice, NaN and infinities are refused: readers of the file would understand different things.
    """
    if _depth(text) > DEEPEST:
        raise Refused("public_json_deep", field=field, limit=DEEPEST)
    try:
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=str, parse_int=str
        )
    except json.JSONDecodeError as wrong:
        place = {"line": wrong.lineno, "column": wrong.colno, "problem": wrong.msg}
        raise Refused("public_json_syntax", field=field, **place) from None
    except RecursionError:
        raise Refused("public_json_deep", field=field, limit=DEEPEST) from None
    if not isinstance(found, dict):
        raise Refused("public_json_object", field=field)
    return found


def line(value: Any, limit: int = 300) -> str:
    """A value as one line of text, cut at `limit` characters; lists and tables give ""."""
    return " ".join(block(value, limit).split())


def block(value: Any, limit: int = LONGEST_TEXT) -> str:
    """A value as text that can be stored: composed letters, no control characters, cut at `limit` characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        return ""
    kept = "".join(
        sign for sign in str(value) if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    clean = unicodedata.normalize("NFC", kept).strip()
    return clean if len(clean) <= limit else clean[: limit - len(_CUT)].rstrip() + _CUT


def several(value: Any) -> list[Any]:
    """One or many as a list, at most 500: the formats write a list of one without brackets."""
    if value is None or value == "":
        return []
    many = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return many[:MOST_PARTS]


def lines(value: Any, limit: int = 300) -> tuple[str, ...]:
    """One or many as lines of text, the empty ones left out."""
    return tuple(kept for kept in (line(one, limit) for one in several(value)) if kept)


def tables(value: Any) -> list[Mapping[str, Any]]:
    """The tables among one or many values."""
    return [one for one in several(value) if isinstance(one, Mapping)]


def table(value: Any) -> Mapping[str, Any]:
    """A table, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def bullets(values: Sequence[str]) -> str:
    """Several texts as one: a single one as it is, more as a list."""
    return values[0] if len(values) == 1 else "\n".join(f"- {one}" for one in values)


def number(value: Any) -> str:
    """A number as it was written, or "": a score in words is no value."""
    written = line(value, 40)
    return written if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", written) else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refused("public_json_twice", field="file", key=line(key, 60))
        found[key] = value
    return found


def _no_number(value: str) -> Any:
    raise Refused("public_json_number", field="file", value=value)


def _depth(text: str) -> int:
    """How deep brackets stand inside each other, counted before anything is built; texts are skipped."""
    deepest = now = 0
    for sign in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if sign in "[{":
            now += 1
            deepest = max(deepest, now)
        elif sign in "]}":
            now -= 1
    return deepest
