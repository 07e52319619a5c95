"""Ids that mean the same everywhere, and the short refs people say aloud."""

from __future__ import annotations

import re
import secrets
import time
from uuid import UUID

_REF = re.compile(r"^([A-Z]{2,8})-([1-9][0-9]{0,17})$")
_prefixes = {"SYS", "VER", "REQ", "EV", "COND", "SUS", "ENV", "DEP", "POL", "PASS", "MTG", "DRAFT"}


def uuid7() -> str:
    """A new uuid of version 7 (RFC 9562): sortable by the millisecond it was made, random behind that."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(UUID(int=value | 0b10 << 62 | secrets.randbits(62)))


def know_prefix(prefix: str) -> str:
    """Makes the prefix of another kind of ref known, and gives it back; a register does so when it is declared."""
    if not re.fullmatch(r"[A-Z]{2,8}", prefix):
        raise ValueError(f"{prefix} is no prefix")
    _prefixes.add(prefix)
    return prefix


def ref(prefix: str, key: int) -> str:
    """The public name of a row, such as `REQ-142`."""
    return f"{prefix}-{key}"


def parse_ref(text: str) -> tuple[str, int] | None:
    """Prefix and key of a ref in any case, or None when it is none."""
    match = _REF.match(text.strip().upper())
    return (match.group(1), int(match.group(2))) if match and match.group(1) in _prefixes else None


def key_of(prefix: str, text: str) -> int | None:
    """The key in a ref of that prefix, or None when `text` is no such ref."""
    found = parse_ref(text)
    return found[1] if found and found[0] == prefix else None
