"""The evidence store in an S3 bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

from workflows.approvals.evidence.content import (
    CHUNK,
    Chunks,
    StoredBlob,
    checked,
    digest_of,
    key_for,
    measure,
    read_whole,
)
from workflows.ground.refused import Unavailable

_ONE_PART = 8 * 1024 * 1024
_IN_MEMORY = 2 * 1024 * 1024
_KNOWN_OPTIONS = {"endpoint", "region", "access_key_id", "secret_access_key", "session_token"}


class S3EvidenceStore:
    """Objects named by their SHA-256 under a prefix of one bucket."""

    def __init__(self, bucket: str, prefix: str, options: dict[str, str]) -> None:
        """Prepares the client, which connects only when it is used; raises ValueError for an unusable address."""
        unknown = set(options) - _KNOWN_OPTIONS
        if not bucket or unknown:
            raise ValueError("an S3 store needs a bucket and knows only its documented options")
        plain = options.get("endpoint", "").startswith("http://")
        try:
            self._bucket = S3Store(
                bucket,
                prefix=prefix or None,
                client_options={"connect_timeout": "3s", "timeout": "60s", "allow_http": plain},
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
                **{name: value for name, value in options.items() if value},  # type: ignore[arg-type]
            )
        except BaseError as error:
            raise ValueError("the S3 options cannot be understood") from error

    def put(self, stream: BinaryIO) -> StoredBlob:
        """Stores the stream's bytes, once per content; raises ValueError when there are none."""
        start = stream.tell()
        with _as_unavailable(missing="store_away"):
            sha256, size = measure(stream)
            if size == 0:
                raise ValueError("nothing to store")
            stream.seek(start)
            key = key_for(sha256)
            if not self._has(key, size):
                self._send(key, stream, size)
        return StoredBlob(sha256, size, key)

    def erase(self, key: str) -> None:
        """Takes the object away for good; nothing happens when it is not there."""
        digest_of(key)
        with _as_unavailable(), suppress(NotFoundError, FileNotFoundError):
            obstore.delete(self._bucket, key)

    def open(self, key: str) -> Chunks:
        """The bytes in chunks, all checked before the first is given out."""
        return Chunks(self._fetched(key))

    def read(self, key: str, limit: int) -> bytes:
        """All bytes, checked; raises ValueError when there are more than `limit`."""
        return read_whole(self._fetched(key), limit)

    def exists(self, key: str) -> bool:
        """Whether the bucket has the object."""
        digest_of(key)
        with _as_unavailable():
            return self._has(key, None)

    def check(self) -> None:
        """Lists the bucket once; raises Unavailable when it does not answer or does not exist."""
        with _as_unavailable(missing="store_away"):
            next(iter(obstore.list(self._bucket, prefix="sha256/00/00", chunk_size=1)), None)

    def _has(self, key: str, size: int | None) -> bool:
        try:
            found = obstore.head(self._bucket, key)
        except (NotFoundError, FileNotFoundError):
            return False
        return size is None or found["size"] == size

    def _send(self, key: str, stream: BinaryIO, size: int) -> None:
        if size > _ONE_PART:
            # In parts there is no put-if-absent; writing the same content twice changes nothing.
            obstore.put(self._bucket, key, stream, chunk_size=_ONE_PART, max_concurrency=2)
            return
        try:
            obstore.put(self._bucket, key, stream.read(), mode="create", use_multipart=False)
        except (AlreadyExistsError, FileExistsError):
            return

    def _fetched(self, key: str) -> BinaryIO:
        digest_of(key)
        spool = cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (outlives this call)
        try:
            with _as_unavailable():
                for chunk in obstore.get(self._bucket, key).stream(min_chunk_size=CHUNK):
                    spool.write(bytes(chunk))
                spool.seek(0)
        except Unavailable:
            spool.close()
            raise
        return checked(spool, key)


@contextmanager
def _as_unavailable(missing: str = "store_body_missing") -> Iterator[None]:
    """Turns what the bucket or the network says into a refusal that a person can act on."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise Unavailable(missing) from error
    except (BaseError, OSError) as error:
        raise Unavailable("store_away") from error
