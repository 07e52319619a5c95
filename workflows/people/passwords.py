"""Passwords: which are good enough, and how they are kept."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflows.ground.refused import Refused
from workflows.people.common_passwords import COMMON
from workflows.people.limits import limits

SHORTEST, LONGEST = 12, 200


@cache
def _hasher(cheap: bool) -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1) if cheap else PasswordHasher()


@cache
def _nobodys_hash(cheap: bool) -> str:
    """A hash that no password fits, so that an unknown e-mail takes as long as a known one."""
    return _hasher(cheap).hash(unicodedata.name("\N{WHITE SQUARE}") * 3)


def require_good(password: str, email: str, name: str, field: str = "password") -> None:
    """Raises Refused beside `field` when the password is too short, too long, common, or about its owner."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise Refused("password_short", field=field, shortest=SHORTEST, length=len(text))
    if len(text) > LONGEST:
        raise Refused("password_long", field=field, longest=LONGEST, length=len(text))
    if text != text.encode("utf-8", "replace").decode("utf-8"):
        raise Refused("password_characters", field=field)
    if _core(text) in COMMON or text.casefold() in COMMON or _is_run(text):
        raise Refused("password_common", field=field)
    own = {_letters(email), _letters(email.partition("@")[0]), _letters(name)} - {""}
    if _letters(text) in own:
        raise Refused("password_own_name", field=field)


def hash_password(password: str) -> str:
    """The argon2id hash to keep; takes a tenth of a second, so never call it while holding a lock."""
    return _hasher(limits().cheap_hashes).hash(_normal(password))


def fits(password_hash: str, password: str) -> bool:
    """Whether the password is the one behind the hash; takes as long for an empty hash, which nothing fits."""
    hasher = _hasher(limits().cheap_hashes)
    text = _normal(password)
    storable = len(text) <= LONGEST and text == text.encode("utf-8", "replace").decode("utf-8")
    kept = password_hash if password_hash and storable else _nobodys_hash(limits().cheap_hashes)
    try:
        hasher.verify(kept, text if storable else "")
    except (VerificationError, InvalidHashError):
        return False
    return kept == password_hash


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other costs than today's and should be made anew."""
    try:
        return _hasher(limits().cheap_hashes).check_needs_rehash(password_hash)
    except InvalidHashError:
        return True


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _core(text: str) -> str:
    """The password without case and without what people append to a word to make it long enough."""
    return text.casefold().rstrip("0123456789!?.*#$_- ")


def _is_run(text: str) -> bool:
    """Whether the text is one character repeated, or characters that follow each other."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({0}, {1}, {-1}) or len(set(text)) < 4
