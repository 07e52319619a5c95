"""Typed text as it is stored: the same words give the same characters, and nothing a database refuses."""

from __future__ import annotations

import re
import unicodedata

from workflows.ground.refused import Refused

LINE = 200
TEXT = 4000
LABEL = 80

_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(r"\r\n?")


def line(value: str) -> str:
    """One line: NFC, single spaces, no control characters."""
    return _SPACE.sub(" ", _visible(value)).strip()


def text(value: str) -> str:
    """Several lines: NFC, plain line breaks, no other control characters."""
    return _visible(_BREAKS.sub("\n", value)).strip()


def name_key(name: str) -> str:
    """The folded name by which systems are sorted and duplicates found: case, accents and punctuation do not matter."""
    plain = unicodedata.normalize("NFKD", line(name)).casefold()
    letters = "".join(" " if not c.isalnum() else c for c in plain if not unicodedata.combining(c))
    return _SPACE.sub(" ", letters).strip()[:LINE]


def need(value: str, field: str, limit: int = TEXT) -> str:
    """The text, or a refusal beside its field when it is empty or longer than `limit` characters."""
    if not value:
        raise Refused("needed", field=field)
    return within(value, field, limit)


def within(value: str, field: str, limit: int = TEXT) -> str:
    """The text, or a refusal beside its field when it is longer than `limit` characters."""
    if len(value) > limit:
        raise Refused("too_long", field=field, limit=limit)
    return value


def _visible(value: str) -> str:
    """Without what no database or hash takes: NUL and other controls, lone surrogates, direction overrides."""
    kept = (
        c
        for c in unicodedata.normalize("NFC", value)
        if c in "\n\t" or unicodedata.category(c) not in _UNSEEN
    )
    return "".join(c for c in kept if c not in _OVERRIDES)


_UNSEEN = frozenset({"Cc", "Cs"})
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
