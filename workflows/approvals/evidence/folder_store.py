"""The evidence store in a folder of this machine."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

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

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV}
_LEFT_OVER_SECONDS = 24 * 3600
_SPARE_BYTES = 16 * 1024 * 1024


class FolderStore:
    """Files named by their SHA-256, two levels of folders deep; readable by this account alone.

    A file is written under a name nobody reads, made durable, and then linked to its final name in one step.
    """

    def __init__(self, root: Path) -> None:
        """Makes the folder where it is missing and clears what an earlier crash left unfinished."""
        self.root = root.resolve()
        self._incoming = self.root / "incoming"
        with _as_unavailable():
            self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._clear_left_overs()

    def put(self, stream: BinaryIO) -> StoredBlob:
        """Stores the stream's bytes, once per content; raises ValueError when there are none."""
        temporary = self._incoming / uuid4().hex
        with _as_unavailable():
            try:
                sha256, size = self._write(temporary, stream)
                if size == 0:
                    raise ValueError("nothing to store")
                self._publish(temporary, self._path(key_for(sha256)), sha256)
            finally:
                temporary.unlink(missing_ok=True)
        return StoredBlob(sha256, size, key_for(sha256))

    def erase(self, key: str) -> None:
        """Takes the file away for good; nothing happens when it is not there."""
        with _as_unavailable():
            self._path(key).unlink(missing_ok=True)

    def open(self, key: str) -> Chunks:
        """The bytes in chunks, all checked before the first is given out."""
        return Chunks(self._opened(key))

    def read(self, key: str, limit: int) -> bytes:
        """All bytes, checked; raises ValueError when there are more than `limit`."""
        return read_whole(self._opened(key), limit)

    def exists(self, key: str) -> bool:
        """Whether the folder has the file."""
        return self._path(key).is_file()

    def check(self) -> None:
        """Writes and removes a small file; raises Unavailable when that fails or little room is left."""
        probe = self._incoming / f"check-{uuid4().hex}"
        with _as_unavailable():
            try:
                probe.write_bytes(b"check")
            finally:
                probe.unlink(missing_ok=True)
            room = os.statvfs(self.root)
        if room.f_bavail * room.f_frsize < _SPARE_BYTES:
            raise Unavailable("store_full")

    def _path(self, key: str) -> Path:
        digest_of(key)
        return self.root / key

    def _opened(self, key: str) -> BinaryIO:
        path = self._path(key)
        with _as_unavailable(missing="store_body_missing"):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            return checked(os.fdopen(descriptor, "rb"), key)

    def _write(self, temporary: Path, stream: BinaryIO) -> tuple[str, int]:
        seen, size = hashlib.sha256(), 0
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
        )
        with os.fdopen(descriptor, "wb") as target:
            while chunk := stream.read(CHUNK):
                seen.update(chunk)
                size += len(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        return seen.hexdigest(), size

    def _publish(self, temporary: Path, final: Path, sha256: str) -> None:
        self._make_durable_folders(final.parent)
        try:
            os.link(temporary, final)
        except FileExistsError:
            if not _holds(final, sha256):
                # The good bytes are at hand: a damaged body is healed rather than kept.
                os.replace(temporary, final)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.replace(temporary, final)
        _sync_folder(final.parent)

    def _make_durable_folders(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            new.mkdir(mode=0o700, exist_ok=True)
            _sync_folder(new.parent)

    def _clear_left_overs(self) -> None:
        # Compared with file times, which this machine's clock wrote; a running upload is younger than a day.
        oldest = time.time() - _LEFT_OVER_SECONDS
        for left in self._incoming.iterdir():
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < oldest:
                    left.unlink()


def _holds(path: Path, sha256: str) -> bool:
    with path.open("rb") as stream:
        return measure(stream)[0] == sha256


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _as_unavailable(missing: str = "store_away") -> Iterator[None]:
    """Turns what the operating system says into a refusal that a person can act on."""
    try:
        yield
    except FileNotFoundError as error:
        raise Unavailable(missing) from error
    except OSError as error:
        raise Unavailable("store_full" if error.errno in _FULL else "store_away") from error
