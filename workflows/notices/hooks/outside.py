"""What this installation lets messages to other systems reach, and the key that keeps their secrets."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PLACE = re.compile(r"^[^\s:/@]+:[0-9]{1,5}$|^\[[0-9a-fA-F:]+\]:[0-9]{1,5}$")
_NONCE = 12


@dataclass(frozen=True)
class Outside:
    """The settings of this column; `allowed` names hosts with port that may also be private or without TLS."""

    base_url: str = "http://127.0.0.1:5000"
    key: bytes = field(default=b"", repr=False)
    allowed: frozenset[str] = frozenset()


_outside: list[Outside] = [Outside()]


def configure(base_url: str, secret_key: str, allowed: tuple[str, ...]) -> None:
    """Takes the settings once, at the start; raises ValueError for a place that is not host:port."""
    for place in allowed:
        if not _PLACE.match(place):
            raise ValueError(f"COUNTERSIGN_WEBHOOK_ALLOW should list host:port, not {place}.")
    key = HKDF(SHA256(), 32, None, b"countersign endpoints").derive(secret_key.encode())
    _outside[:] = [Outside(base_url, key, frozenset(place.lower() for place in allowed))]


def outside() -> Outside:
    """The settings as they were given at the start."""
    return _outside[0]


def seal(text: str, about: str) -> str:
    """A secret as it is stored: readable only with the installation's key, and only for the row `about`."""
    nonce = token_bytes(_NONCE)
    sealed = AESGCM(outside().key).encrypt(nonce, text.encode(), about.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, about: str) -> str | None:
    """The secret behind `sealed`, or None when the key has changed since or the row is another one."""
    try:
        raw = urlsafe_b64decode(sealed)
        return AESGCM(outside().key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
    except (InvalidTag, NotBase64, ValueError):
        return None
