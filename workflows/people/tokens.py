"""Secrets made for people: tokens of sessions and links, and codes that are read off a screen."""

from __future__ import annotations

import secrets

from workflows.ground.canonical import sha256

_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _LENGTH = 5, 4


def fresh_token() -> str:
    """A new token of 256 bits that fits into an address or a cookie."""
    return secrets.token_urlsafe(32)


def fresh_code() -> str:
    """A new code of about 98 bits for reading off a log, such as `K7QF-M2XR-8TND-4WHC-PJ3V`."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def hashed(secret: str) -> str:
    """What is stored of a token: it has so much chance in it that a plain hash cannot be guessed back."""
    return sha256(secret.encode("utf-8", "replace"))


def hashed_code(typed: str) -> str:
    """What is stored of a code, however it was typed: case, spaces and hyphens do not count."""
    return hashed("".join(character for character in typed.upper() if character.isalnum()))
