"""The hashes of the record, each in a domain of its own so that none can be passed off as another."""

from __future__ import annotations

from hashlib import sha256

_LEAF, _CHAIN, _FIRST = b"\x00", b"\x02", b"\x03"
# 01 is left to the inner nodes of a Merkle tree over the same leaves.


def leaf(body: bytes) -> bytes:
    """The hash of an entry: SHA-256 of 00 and its bytes."""
    return sha256(_LEAF + body).digest()


def chain(prev: bytes, n: int, leaf_hash: bytes) -> bytes:
    """The link of entry `n`: SHA-256 of 02, the link before, `n` as eight bytes and the leaf."""
    return sha256(_CHAIN + prev + n.to_bytes(8, "big") + leaf_hash).digest()


def first(log_uuid: str) -> bytes:
    """What stands before entry 1: SHA-256 of 03 and the log's uuid in text."""
    return sha256(_FIRST + log_uuid.encode("ascii")).digest()
