"""Bytes by their digest: keys, checks and chunks, alike for every kind of store."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from workflows.ground.refused import Unavailable

CHUNK = 256 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"sha256/([0-9a-f]{2})/([0-9a-f]{2})/([0-9a-f]{64})")


@dataclass(frozen=True)
class StoredBlob:
    """Bytes that the store keeps: their SHA-256 in hex, their size in bytes and their key."""

    sha256: str
    size: int
    key: str


def key_for(sha256: str) -> str:
    """The store's key of a content; raises ValueError when `sha256` is no digest."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hex")
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def digest_of(key: str) -> str:
    """The SHA-256 a key stands for; raises ValueError for anything that is no key, so no path can leave the store."""
    found = _KEY.fullmatch(key)
    if not found or not found[3].startswith(found[1] + found[2]):
        raise ValueError("not a key of the evidence store")
    return found[3]


def measure(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of what is left in `stream`, read in chunks."""
    seen, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        seen.update(chunk)
        size += len(chunk)
    return seen.hexdigest(), size


def checked(stream: BinaryIO, key: str) -> BinaryIO:
    """The seekable stream at its start again, when its bytes are those the key names; else Unavailable."""
    sha256, _size = measure(stream)
    if sha256 != digest_of(key):
        stream.close()
        raise Unavailable("store_damaged")
    stream.seek(0)
    return stream


class Chunks:
    """The rest of a stream in chunks; `close` lets go of it also when nobody read to the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = b"" if self._stream.closed else self._stream.read(CHUNK)
        if not chunk:
            self.close()
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Lets go of the stream."""
        self._stream.close()


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """The rest of the stream, at most `limit` bytes; raises ValueError when there is more."""
    with stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise ValueError("more bytes than the limit")
    return data
