"""The evidence store: one interface for a folder and for S3, chosen once per process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import unquote, urlsplit

from workflows.approvals.evidence import words  # noqa: F401  (the sentences of its refusals)
from workflows.approvals.evidence.content import Chunks, StoredBlob
from workflows.approvals.evidence.folder_store import FolderStore
from workflows.approvals.evidence.s3_store import S3EvidenceStore
from workflows.ground.refused import Unavailable


class EvidenceStore(Protocol):
    """Keeps bytes for good; every failure is `Unavailable`, and nothing is ever half visible."""

    def put(self, stream: BinaryIO) -> StoredBlob:
        """Stores what `stream` (seekable, at its start) holds, once per content; raises ValueError when empty."""

    def open(self, key: str) -> Chunks:
        """The bytes in chunks, after all of them were checked against the digest in the key."""

    def read(self, key: str, limit: int) -> bytes:
        """All bytes, checked; raises ValueError when there are more than `limit`."""

    def exists(self, key: str) -> bool:
        """Whether the store has the key."""

    def erase(self, key: str) -> None:
        """Takes the bytes away for good; only the removal of a sample company does."""

    def check(self) -> None:
        """Returns when the store answers and could take a file; raises Unavailable otherwise."""


_store: EvidenceStore | None = None


def configure(url: str, options: Mapping[str, str] | None = None) -> EvidenceStore:
    """Chooses the store of this process: a folder (`file:///…` or a path) or `s3://bucket/prefix`.

    `options` of S3: endpoint, region, access_key_id, secret_access_key; what is missing comes from the usual AWS
    environment. Raises ValueError for another kind of address.
    """
    global _store
    _store = _made(url, dict(options or {}))
    return _store


def current() -> EvidenceStore:
    """The store of this process; raises Unavailable while none is configured."""
    if _store is None:
        raise Unavailable("store_away")
    return _store


def _made(url: str, options: dict[str, str]) -> EvidenceStore:
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return S3EvidenceStore(parts.netloc, parts.path.strip("/"), options)
    if parts.scheme not in ("file", "") or not parts.path:
        raise ValueError("the evidence store is a folder or s3://bucket/prefix")
    try:
        return FolderStore(Path(unquote(parts.path) if parts.scheme else url))
    except Unavailable as error:
        raise ValueError("the evidence folder cannot be made or written") from error
