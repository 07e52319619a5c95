"""Makes the evidence files of the sample company: small, real-looking, of every kind that has a preview."""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Sequence


def text_file(title: str, lines: Sequence[str]) -> bytes:
    """A plain text report."""
    return ("\n".join([title, "=" * len(title), "", *lines]) + "\n").encode("utf-8")


def markdown_file(title: str, points: Sequence[str]) -> bytes:
    """A short Markdown note with a list."""
    return ("\n".join([f"# {title}", "", *(f"- {point}" for point in points)]) + "\n").encode("utf-8")


def csv_file(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A table as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("utf-8")


def json_file(content: object) -> bytes:
    """A result file of a pipeline."""
    return json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8")


def pdf_file(title: str, lines: Sequence[str]) -> bytes:
    """A one-page PDF with the built-in font; characters outside Latin-1 are replaced."""
    content = ["BT", "/F1 18 Tf", "60 770 Td", f"({_escaped(title)}) Tj", "/F1 11 Tf", "0 -14 Td"]
    for line in lines:
        content += ["0 -18 Td", f"({_escaped(line)}) Tj"]
    stream = "\n".join([*content, "ET"]).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def png_chart(values: Sequence[int], height: int = 160) -> bytes:
    """A bar chart as a PNG without any library: one bar of 24 pixels per value."""
    width, rows = 24 * len(values) + 8, []
    top = max(*values, 1)
    for y in range(height):
        row = bytearray(b"\xf6\xf8\xfa" * width)
        for number, value in enumerate(values):
            if height - y <= value * (height - 10) // top:
                left = 3 * (8 + 24 * number)
                row[left : left + 48] = b"\x12\x3a\x6b" * 16
        rows.append(b"\x00" + bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def xlsx_file(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with one sheet; every cell is text or a number."""
    lines = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in [head, *rows])
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATION.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATION.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # A fixed date: the same rows give the same bytes, and so the same digest.
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    text = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATION = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/{{kind}}" Target="{{target}}"/></Relationships>'
)
_BOOK = (
    f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Results" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
