"""Pictures: their size read from their structure, which must be whole and end where the file ends."""

from __future__ import annotations

import struct
import zlib

from workflows.approvals.evidence.preview_doc import CannotShow
from workflows.approvals.evidence.sniff import GIF, JPEG, PNG, WEBP

MAX_PIXELS = 40_000_000
"""More than any camera or screen needs for evidence; a browser would need 160 MB to draw it."""
MAX_FRAMES = 500


def size_of(data: bytes, media_type: str) -> tuple[int, int]:
    """Width and height in pixels; raises CannotShow for a picture that is damaged, too large, or more than one."""
    readers = {PNG: _png, JPEG: _jpeg, GIF: _gif, WEBP: _webp}
    try:
        width, height = readers[media_type](data)
    except (IndexError, struct.error, KeyError) as error:
        raise CannotShow("preview_damaged") from error
    if width < 1 or height < 1:
        raise CannotShow("preview_damaged")
    if width * height > MAX_PIXELS:
        raise CannotShow("preview_too_many_pixels", width=width, height=height)
    return width, height


def _png(data: bytes) -> tuple[int, int]:
    size = _larger((0, 0), struct.unpack_from(">II", data, 16))
    if data[12:16] != b"IHDR":
        raise CannotShow("preview_damaged")
    at = 8
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(data[at + 4 : at + 8 + length]) != crc:
            raise CannotShow("preview_damaged")
        at += 12 + length
        if kind == b"IHDR" and at != 33:
            raise CannotShow("preview_damaged")
        if kind == b"IEND":
            return _ends(data, at, size)


def _jpeg(data: bytes) -> tuple[int, int]:
    at, size = 2, (0, 0)
    while True:
        if data[at] != 0xFF:
            raise CannotShow("preview_damaged")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and size == (0, 0):
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = (width, height)
        at += 2 + length
        if marker == 0xDA:
            break
    end = data.rfind(b"\xff\xd9", at)
    if end < 0:
        raise CannotShow("preview_damaged")
    return _ends(data, end + 2, size)


def _gif(data: bytes) -> tuple[int, int]:
    size, flags = _larger((0, 0), struct.unpack_from("<HH", data, 6)), data[10]
    at, frames = 13 + _palette(flags), 0
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            frames += 1
            size = _larger(size, struct.unpack_from("<HH", data, at + 5))
            at = _blocks(data, at + 11 + _palette(data[at + 9]))
        elif data[at] == 0x21:
            at = _blocks(data, at + 2)
        else:
            raise CannotShow("preview_damaged")
        if frames > MAX_FRAMES:
            raise CannotShow("preview_bomb")
    return _ends(data, at + 1, size)


def _larger(one: tuple[int, int], other: tuple[int, ...]) -> tuple[int, int]:
    return max(one[0], other[0]), max(one[1], other[1])


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> tuple[int, int]:
    (length,) = struct.unpack_from("<I", data, 4)
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        size = (int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
    elif kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        size = (width & 0x3FFF, height & 0x3FFF)
    else:
        raise CannotShow("preview_damaged")
    return _ends(data, 8 + length + length % 2, size)


def _ends(data: bytes, end: int, size: tuple[int, int]) -> tuple[int, int]:
    """The size, when nothing stands behind the picture: a second file could hide there."""
    if data[end:].strip(b"\x00\r\n"):
        raise CannotShow("preview_trailing")
    return size
