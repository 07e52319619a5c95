"""Previews of PDF: pages drawn as pictures and their text, by a process that can do no harm here.

A browser's own viewer refuses to work in a sandboxed frame, and outside one the file would decide what it does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from workflows.approvals.evidence import pdf_worker
from workflows.approvals.evidence.preview_doc import CannotShow, Page, PreviewDoc

MAX_SECONDS = 12
MAX_PAGES = pdf_worker.MAX_PAGES
_WORKER = str(Path(__file__).with_name("pdf_worker.py"))
# Two cores' worth: more readers wait instead of starving everybody.
_places = threading.BoundedSemaphore(2)


def pdf_preview(data: bytes) -> PreviewDoc:
    """The first pages with their sizes and text; raises CannotShow for a locked or damaged file, or a slow one."""
    try:
        told = json.loads(_ask(data, "describe"))
    except ValueError as error:
        raise CannotShow("preview_damaged") from error
    pages = tuple(
        Page(number, page["width"], page["height"], page["text"])
        for number, page in enumerate(told["pages"], start=1)
    )
    if not pages:
        raise CannotShow("preview_damaged")
    return PreviewDoc("pages", pages=pages, total=told["total"], cut=told["total"] > len(pages))


def page_picture(data: bytes, number: int) -> bytes:
    """One page as PNG; `number` counts from 1 and must be among those shown. Raises CannotShow."""
    return _ask(data, "draw", str(number))


def _ask(data: bytes, *arguments: str) -> bytes:
    if not _places.acquire(timeout=2 * MAX_SECONDS):
        raise CannotShow("preview_too_slow")
    try:
        done = subprocess.run(  # noqa: S603 (our own program; the file goes in as its input)
            [sys.executable, "-I", _WORKER, *arguments],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotShow("preview_too_slow") from error
    finally:
        _places.release()
    if done.returncode == 0 and done.stdout:
        return done.stdout
    if done.returncode == pdf_worker.LOCKED:
        raise CannotShow("preview_locked")
    raise CannotShow("preview_damaged" if done.returncode == pdf_worker.BROKEN else "preview_too_slow")
