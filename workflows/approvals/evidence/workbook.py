"""The parts of an XLSX file, read within limits: it is an archive, and archives lie about themselves."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from posixpath import normpath
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from workflows.approvals.evidence.preview_doc import CannotShow

MAX_ENTRIES = 2000
MAX_DIRECTORY_BYTES = 400_000
MAX_PART_BYTES = 24_000_000
MAX_TOTAL_BYTES = 80_000_000
MAX_RATIO = 200
MAX_SECONDS = 4.0
_RATIO_FROM = 1_000_000
_CHUNK = 64 * 1024
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ExpatError,
    KeyError,
)

Attributes = dict[str, str]


class Done(Exception):
    """A reader has all it needs of a part."""


class Parts:
    """A workbook's parts by name; raises CannotShow when the archive promises or holds too much."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        self._deadline = time.monotonic() + MAX_SECONDS
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._check_promises()
        except _BROKEN as error:
            raise CannotShow("preview_damaged") from error
        self._names = set(self._archive.namelist())

    def _check_promises(self) -> None:
        entries = self._archive.infolist()
        swollen = any(
            one.file_size > MAX_PART_BYTES
            or (one.file_size > _RATIO_FROM and one.file_size > MAX_RATIO * max(one.compress_size, 1))
            for one in entries
        )
        if len(entries) > MAX_ENTRIES or swollen or sum(one.file_size for one in entries) > MAX_TOTAL_BYTES:
            raise CannotShow("preview_bomb")

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._names

    @property
    def late(self) -> bool:
        """Whether the time for this workbook is used up."""
        return time.monotonic() > self._deadline

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> bool:
        """Walks a part's XML; False when the time ran out before its end. `Done` raised by a handler ends it early.

        A document type, and with it every entity, makes the whole file not shown.
        """
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, values: start(tag.rpartition(" ")[2], values)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _no_document_type
        try:
            with self._archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    parser.Parse(chunk, False)
                    if self.late:
                        return False
                parser.Parse(b"", True)
        except Done:
            return True
        except _BROKEN as error:
            raise CannotShow("preview_damaged") from error
        return True


def _no_document_type(*_what: Any) -> None:
    raise CannotShow("preview_damaged")


def _check_directory(data: bytes) -> None:
    """Looks at the archive's own table of contents before anything builds objects from it."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise CannotShow("preview_damaged")
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES or data[at - 20 : at - 16] == _END_64:
        raise CannotShow("preview_bomb")


def value(attributes: Attributes, name: str, default: str = "") -> str:
    """An attribute by its plain name, whatever namespace it is in."""
    for key, found in attributes.items():
        if key == name or key.endswith(f" {name}"):
            return found
    return default


def target(base: str, relative: str) -> str:
    """The name of the part that a relationship of a part in folder `base` points at."""
    return normpath(relative.lstrip("/") if relative.startswith("/") else f"{base}/{relative}")
