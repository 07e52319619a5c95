"""File names: kept as people gave them, made harmless only where they are shown or sent."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

MAX_NAME = 255
"""Characters of a file name; in a header each may become twelve bytes, which proxies still pass."""
UNNAMED = "unnamed"
_ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"
_FALLBACK_LENGTH = 100
_UNSEEN = {"\u061c", "\u200b", "\u200e", "\u200f", "\u2060", "\ufeff"} | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def clean_name(given: str) -> str:
    """The name as given, in NFC, without folders, NUL and other control characters; never empty.

    Nothing on our side ever opens a file by this name: the store knows digests only.
    """
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(
        " " if mark in "\u2028\u2029" else mark for mark in text if unicodedata.category(mark) != "Cc"
    )
    parts = [part.strip() for part in re.split(r"[/\\]", text)]
    name = next((part for part in reversed(parts) if part), "")
    return UNNAMED if name in ("", ".", "..") else name


def shown_name(name: str) -> str:
    """The name with marks that turn or hide letters made visible, so that `exe` cannot pose as `pdf`."""
    return "".join(f"⟨U+{ord(mark):04X}⟩" if mark in _UNSEEN else mark for mark in name)


def extension(name: str) -> str:
    """What stands behind the last dot, in lower case; empty when there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.casefold() if dot and stem else ""


def disposition(name: str) -> str:
    """The `Content-Disposition` that makes any browser save the file under its own name (RFC 6266, RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w .()+,-]", "_", plain).strip(" .") or "evidence"
    if len(plain) > _FALLBACK_LENGTH:
        ending = extension(plain)[:10]
        plain = plain[: _FALLBACK_LENGTH - 11] + (f".{ending}" if ending else "")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_ATTRIBUTE_CHARACTERS)}"
