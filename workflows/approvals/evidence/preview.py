"""Makes a preview from bytes and their type: nothing runs, nothing foreign loads, everything has a limit."""

from __future__ import annotations

from collections.abc import Callable

from workflows.approvals.evidence import sniff
from workflows.approvals.evidence.pdf import pdf_preview
from workflows.approvals.evidence.preview_doc import CannotShow, PreviewDoc, nothing
from workflows.approvals.evidence.preview_markdown import markdown_preview
from workflows.approvals.evidence.preview_text import csv_preview, json_preview, text_preview
from workflows.approvals.evidence.raster import size_of
from workflows.approvals.evidence.sheets import xlsx_preview

MAX_BYTES = 30 * 1024 * 1024
"""Largest file that is looked into for a preview."""

_MAKERS: dict[str, Callable[[bytes], PreviewDoc]] = {
    sniff.PDF: pdf_preview,
    sniff.TEXT: text_preview,
    sniff.MARKDOWN: markdown_preview,
    sniff.CSV: csv_preview,
    sniff.TSV: lambda data: csv_preview(data, "\t"),
    sniff.JSON: json_preview,
    sniff.XLSX: xlsx_preview,
}


def can_preview(media_type: str) -> bool:
    """Whether files of this type may have a preview at all."""
    return media_type in _MAKERS or media_type in sniff.PICTURES


def preview(data: bytes, media_type: str) -> PreviewDoc:
    """The preview of a file, or none with the sentence why; never raises for what the file holds."""
    if not can_preview(media_type):
        return nothing("preview_none")
    if len(data) > MAX_BYTES:
        return nothing("preview_too_large")
    try:
        if media_type in sniff.PICTURES:
            width, height = size_of(data, media_type)
            return PreviewDoc("picture", width=width, height=height, total=1)
        return _MAKERS[media_type](data)
    except CannotShow as refused:
        return nothing(refused.code, **refused.params)
