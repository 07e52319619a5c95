"""Takes an upload's bytes in before any lock is held: rules first, then the store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from workflows.approvals.evidence import store
from workflows.approvals.evidence.content import CHUNK, StoredBlob
from workflows.approvals.evidence.naming import MAX_NAME, clean_name
from workflows.approvals.evidence.sniff import Probe, media_type
from workflows.ground.refused import Refused, Unavailable

_MEGABYTE = 1024 * 1024

_max_bytes = 50 * _MEGABYTE


@dataclass(frozen=True)
class StagedFile:
    """A file whose bytes the store has and no row names yet."""

    filename: str
    media_type: str
    stored: StoredBlob


def limit_uploads(megabytes: int) -> None:
    """Sets how large one file may be; called once at start."""
    global _max_bytes
    _max_bytes = megabytes * _MEGABYTE


def max_upload_bytes() -> int:
    """How large one file may be, in bytes."""
    return _max_bytes


def stage_upload(stream: BinaryIO, filename: str, field: str = "file") -> StagedFile:
    """Checks an upload by the rules and stores its bytes; call it before the transaction begins.

    Raises Refused beside `field` for an empty, too large or badly named file, Unavailable when the store cannot.
    Bytes that no row names afterwards (the act was refused) are visible to nobody.
    """
    name = clean_name(filename)
    if len(name) > MAX_NAME:
        raise Refused("evidence_name_too_long", field=field, limit=MAX_NAME)
    spool = _seekable(stream, field)
    try:
        probe = _probed(spool, field)
        spool.seek(0)
        stored = store.current().put(spool)
    finally:
        if spool is not stream:
            spool.close()
    return StagedFile(name, media_type(name, probe), stored)


def _seekable(stream: BinaryIO, field: str) -> BinaryIO:
    with suppress(OSError, AttributeError):
        if stream.seekable():
            return stream
    spool = cast(BinaryIO, SpooledTemporaryFile(max_size=_MEGABYTE))  # noqa: SIM115 (the caller closes it)
    try:
        while spool.tell() <= _max_bytes and (chunk := stream.read(CHUNK)):
            spool.write(chunk)
    except OSError as error:
        spool.close()
        raise Unavailable("store_full", field=field) from error
    spool.seek(0)
    return spool


def _probed(stream: BinaryIO, field: str) -> Probe:
    probe, size = Probe(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > _max_bytes:
            raise Refused("evidence_too_large", field=field, limit_mb=_max_bytes // _MEGABYTE)
        probe.feed(chunk)
    if size == 0:
        raise Refused("evidence_empty", field=field)
    return probe
