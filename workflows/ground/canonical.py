"""Canonical JSON and its digest: the same content gives the same bytes everywhere, today and in ten years."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any


def canonical_bytes(content: Any) -> bytes:
    """UTF-8 bytes of `content` with sorted keys, NFC text and no insignificant space.

    Raises TypeError for floats and unknown types: both would read differently elsewhere.
    """
    return json.dumps(
        _plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def canonical_text(content: Any) -> str:
    """The canonical bytes as text, the form in which they are stored."""
    return canonical_bytes(content).decode("utf-8")


def digest(content: Any) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return sha256(canonical_bytes(content))


def sha256(data: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def instant(moment: datetime) -> str:
    """An instant as UTC text with microseconds, so that no database can round it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, str):
        # A lone surrogate cannot be written as UTF-8: it would make an answer that nobody can hash.
        return unicodedata.normalize("NFC", value).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")
