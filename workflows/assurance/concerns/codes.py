"""Return codes of concerns without a name: the only way back, made from a secret that is kept nowhere; pure."""

from __future__ import annotations

import hashlib
import re
from uuid import UUID, uuid4

_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _LENGTH = 5, 4
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def secret_of(submit_id: str | None) -> str:
    """The secret of one filled-in form: its one-time id, or a new one when somebody sent something weaker."""
    return submit_id if submit_id and _UUID.fullmatch(submit_id) else str(uuid4())


def code_of(secret: str) -> str:
    """The return code, such as `K7QF-M2XR-8TND-4WHC-PJ3V`; a form that is sent twice has the same."""
    number = int.from_bytes(_hash("code", secret), "big")
    letters = []
    for _ in range(_GROUPS * _LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    text = "".join(letters)
    return "-".join(text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH))


def once_of(secret: str) -> str:
    """The id under which the form is known to have been sent: it does not lead back to the code."""
    return str(UUID(bytes=_hash("once", secret)[:16]))


def _hash(what: str, secret: str) -> bytes:
    return hashlib.sha256(f"concern:{what}:{secret}".encode()).digest()
