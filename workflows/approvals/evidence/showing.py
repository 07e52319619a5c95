"""Previews of stored evidence: made once per content, kept for a while, never without their bytes checked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.blob import Blob
from models.evidence import Evidence
from workflows.approvals.evidence import sniff, store
from workflows.approvals.evidence.pdf import page_picture
from workflows.approvals.evidence.preview import MAX_BYTES, can_preview, preview
from workflows.approvals.evidence.preview_doc import CannotShow, PreviewDoc, nothing
from workflows.approvals.evidence.raster import size_of
from workflows.ground.refused import NotFound, Unavailable

T = TypeVar("T")
_PASSING = frozenset({"preview_too_slow"})


@dataclass(frozen=True)
class Picture:
    """Bytes that a browser may draw: their exact type and a tag that changes with them."""

    media_type: str
    data: bytes
    tag: str


class _Kept(Generic[T]):
    """The last few results by content; the same content gives the same result, so nothing here grows old."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._known: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], T], keep: Callable[[T], bool] = bool) -> T:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()
        if keep(made):
            with self._lock:
                self._known[key] = made
                while len(self._known) > self._room:
                    self._known.popitem(last=False)
        return made


_docs: _Kept[PreviewDoc] = _Kept(32)
_sheets: _Kept[bytes] = _Kept(48)


def shown(evidence: Evidence) -> PreviewDoc:
    """The preview of a piece of evidence, or none with the sentence why; access was decided before."""
    blob = evidence.blob
    if blob is None:
        return nothing("preview_bare_link")
    if blob.removed_at is not None:
        return nothing("preview_removed")
    if sniff.says_otherwise(evidence.filename, evidence.media_type):
        return nothing("preview_mismatch")
    if not can_preview(evidence.media_type):
        return nothing("preview_none")
    if blob.size > MAX_BYTES:
        return nothing("preview_too_large")
    try:
        return _docs.get(
            f"{blob.sha256} {evidence.media_type}",
            lambda: preview(_bytes(blob), evidence.media_type),
            keep=lambda doc: doc.code not in _PASSING,
        )
    except Unavailable as away:
        return nothing(away.code, **away.params)


def picture(evidence: Evidence) -> Picture:
    """The picture itself, its structure looked at anew; raises NotFound when it is none that may be drawn."""
    blob = _body(evidence)
    if evidence.media_type not in sniff.PICTURES:
        raise NotFound("not_found")
    data = _bytes(blob)
    try:
        size_of(data, evidence.media_type)
    except CannotShow as error:
        raise NotFound("not_found") from error
    return Picture(evidence.media_type, data, blob.sha256)


def sheet(evidence: Evidence, number: int) -> Picture:
    """One page of a document as PNG; raises NotFound for a page that its preview does not show."""
    blob = _body(evidence)
    if evidence.media_type != sniff.PDF or not any(page.number == number for page in shown(evidence).pages):
        raise NotFound("not_found")
    tag = f"{blob.sha256}-{number}"
    try:
        return Picture(sniff.PNG, _sheets.get(tag, lambda: page_picture(_bytes(blob), number)), tag)
    except CannotShow as error:
        raise NotFound("not_found") from error


def _body(evidence: Evidence) -> Blob:
    blob = evidence.blob
    if blob is None or blob.removed_at is not None or blob.size > MAX_BYTES:
        raise NotFound("not_found")
    return blob


def _bytes(blob: Blob) -> bytes:
    return store.current().read(blob.store_key, MAX_BYTES)
