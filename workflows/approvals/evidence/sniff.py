"""What a file is: by its content, and only where its name says the same."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from workflows.approvals.evidence.naming import extension

OCTETS = "application/octet-stream"
PDF = "application/pdf"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
CSV = "text/csv"
TSV = "text/tab-separated-values"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"
PICTURES = frozenset({PNG, JPEG, GIF, WEBP})

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_DOCUMENTS = ("txt", "text", "log", "rst", "tex", "diff", "patch")
_SOURCES = ("py", "r", "sql", "yaml", "yml", "toml", "ini", "cfg", "jsonl", "ndjson")
_BY_EXTENSION = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "gif": GIF,
    "webp": WEBP,
    "xlsx": XLSX,
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": f"{_OPEN}.text",
    "ods": f"{_OPEN}.spreadsheet",
    "odp": f"{_OPEN}.presentation",
    "zip": "application/zip",
    "gz": "application/gzip",
    "tgz": "application/gzip",
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "csv": CSV,
    "tsv": TSV,
    "json": JSON,
    "ipynb": JSON,
    **dict.fromkeys(_DOCUMENTS + _SOURCES, TEXT),
}
MEDIA_TYPES = frozenset(_BY_EXTENSION.values()) | {OCTETS}
"""The only types that are ever stored or sent."""

_TEXTS = frozenset({TEXT, MARKDOWN, CSV, TSV, JSON})
_ZIPS = frozenset(kind for kind in MEDIA_TYPES if kind.startswith((_OFFICE, _OPEN))) | {"application/zip"}
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php", b"<body", b"<head", b"<iframe")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
HEAD = 1024


@dataclass
class Probe:
    """Watches a file go by in chunks; holds its first bytes and whether all of it is text."""

    head: bytes = b""
    _readable: bool = True
    _decoder: codecs.IncrementalDecoder | None = field(default=None, repr=False)

    def feed(self, chunk: bytes) -> None:
        """Looks at the next bytes of the file."""
        if not self.head:
            self.head = chunk[:HEAD]
            wide = self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            self._decoder = codecs.getincrementaldecoder("utf-16")() if wide else None
        if self._readable:
            self._readable = self._reads(chunk)

    def _reads(self, chunk: bytes) -> bool:
        if self._decoder is None:
            return len(chunk.translate(None, _CONTROLS)) == len(chunk)
        try:
            return "\x00" not in self._decoder.decode(chunk)
        except UnicodeDecodeError:
            return False

    @property
    def is_text(self) -> bool:
        """Whether it reads as text that is no markup a browser would run."""
        start = self.head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").replace(b"\x00", b"").lower()
        return self._readable and not start.startswith(_MARKUP)


def media_type(name: str, probe: Probe) -> str:
    """Our media type for a file: its content and its extension must agree, else it is mere octets.

    A name without an extension leaves the content alone to speak.
    """
    ending = extension(name)
    said = _BY_EXTENSION.get(ending)
    found = _by_content(probe)
    if not ending:
        return found or (TEXT if probe.is_text else OCTETS)
    if said is None:
        return OCTETS
    if found == "application/zip":
        return said if said in _ZIPS else OCTETS
    if found is not None:
        return said if said == found else OCTETS
    return said if said in _TEXTS and probe.is_text else OCTETS


def says_otherwise(name: str, stored_type: str) -> bool:
    """Whether the name promises a kind we know and the content did not keep it."""
    return stored_type == OCTETS and extension(name) in _BY_EXTENSION


def _by_content(probe: Probe) -> str | None:
    head = probe.head
    if head.startswith(b"%PDF-"):
        # A document that is also a web page is neither.
        return OCTETS if any(mark in head.lower() for mark in _MARKUP) else PDF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    for magic, kind in (
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"\xff\xd8\xff", JPEG),
        (b"GIF87a", GIF),
        (b"GIF89a", GIF),
        (b"PK\x03\x04", "application/zip"),
        (b"PK\x05\x06", "application/zip"),
        (b"\x1f\x8b", "application/gzip"),
    ):
        if head.startswith(magic):
            return kind
    return None
