"""A process of its own that reads one PDF and ends: what a hostile file breaks here, it breaks alone.

Run with `describe` or `draw N` and the file on standard input; imports nothing of Countersign.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
import zlib
from math import ceil

import pypdfium2 as pdfium  # type: ignore[import-untyped]

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 8
MAX_PAGES = 20
MAX_TEXT = 20_000
WIDTH = 1000
MAX_HEIGHT = 4000
LOCKED, BROKEN = 3, 4


def main(arguments: list[str]) -> int:
    """Does what the arguments say and gives the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
        answer = _draw(document, int(arguments[1])) if arguments[0] == "draw" else _describe(document)
    except pdfium.PdfiumError as error:
        return LOCKED if "assword" in str(error) else BROKEN
    sys.stdout.buffer.write(answer)
    return 0


def _describe(document: pdfium.PdfDocument) -> bytes:
    pages = []
    for number in range(min(len(document), MAX_PAGES)):
        page = document[number]
        width, height = _pixels(page)
        found = page.get_textpage()
        text = found.get_text_range(0, min(found.count_chars(), MAX_TEXT)) if found.count_chars() > 0 else ""
        pages.append({"width": width, "height": height, "text": text.encode("utf-8", "replace").decode()})
        page.close()
    return json.dumps({"total": len(document), "pages": pages}).encode()


def _draw(document: pdfium.PdfDocument, number: int) -> bytes:
    page = document[number - 1]
    picture = page.render(scale=_scale(page), rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
    return _png(picture.width, picture.height, picture.n_channels, picture.stride, bytes(picture.buffer))


def _scale(page: pdfium.PdfPage) -> float:
    wide, high = max(page.get_width(), 0.01), max(page.get_height(), 0.01)
    return float(min(WIDTH / wide, MAX_HEIGHT / high))


def _pixels(page: pdfium.PdfPage) -> tuple[int, int]:
    scale = _scale(page)
    return max(1, ceil(page.get_width() * scale)), max(1, ceil(page.get_height() * scale))


def _png(width: int, height: int, channels: int, stride: int, pixels: bytes) -> bytes:
    rows = b"".join(b"\0" + pixels[at * stride : at * stride + width * channels] for at in range(height))
    colour = {1: 0, 3: 2, 4: 6}[channels]
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
