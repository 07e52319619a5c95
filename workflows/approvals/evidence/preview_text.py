"""Previews of text, CSV and JSON: cut to what a page carries, and never changed in meaning."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from workflows.approvals.evidence.preview_doc import CannotShow, PreviewDoc, Table

MAX_TEXT_BYTES = 1_000_000
MAX_CSV_BYTES = 8_000_000
MAX_LINES = 2000
MAX_LINE = 2000
MAX_CHARACTERS = 200_000
MAX_ROWS = 200
MAX_COLUMNS = 30
MAX_CELL = 300
MAX_JSON_BYTES = 2_000_000
MAX_DEPTH = 60
ELLIPSIS = "…"
_DELIMITERS = ",;\t|"
_NUMBER = re.compile(r"[-+−]?[\d.,' ]*\d[\d.,' ]*\s?%?")
_JSON_PIECE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def decoded(data: bytes, limit: int) -> str:
    """Text of the first `limit` bytes in UTF-8, UTF-16 with its mark, or else the Western code page.

    Line ends are made alike; a character that the limit cuts is left out.
    """
    part = data[:limit]
    if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = codecs.getincrementaldecoder("utf-16")("replace").decode(part)
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8-sig")().decode(part, len(part) == len(data))
        except UnicodeDecodeError:
            text = part.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cut(text: str, limit: int) -> str:
    """The text, with a mark where it was cut."""
    return text if len(text) <= limit else text[:limit] + ELLIPSIS


def text_preview(data: bytes) -> PreviewDoc:
    """The first lines of a text."""
    shown = _lines(decoded(data, MAX_TEXT_BYTES).removesuffix("\n").split("\n"))
    if len(data) <= MAX_TEXT_BYTES:
        return shown
    return replace(shown, total=max(1, data.count(b"\n")), cut=True)


def _lines(lines: list[str]) -> PreviewDoc:
    shown: list[str] = []
    room = MAX_CHARACTERS
    for line in lines[:MAX_LINES]:
        room -= min(len(line), MAX_LINE) + 1
        if room < 0:
            break
        shown.append(cut(line, MAX_LINE))
    shortened = len(shown) < len(lines) or any(len(line) > MAX_LINE for line in lines[: len(shown)])
    return PreviewDoc("text", lines=tuple(shown), total=len(lines), cut=shortened)


def csv_preview(data: bytes, delimiter: str | None = None) -> PreviewDoc:
    """The first rows of a table; as plain text where it is no table that can be read."""
    text = decoded(data, MAX_CSV_BYTES)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter or _delimiter(text))
    rows: list[list[str]] = []
    widest = 0
    try:
        for row in islice(reader, MAX_ROWS):
            widest = max(widest, len(row))
            rows.append(row[:MAX_COLUMNS])
        total = len(rows) + sum(1 for _row in reader)
    except csv.Error:
        return text_preview(data)
    table = table_of("", rows, total if len(data) <= MAX_CSV_BYTES else None, widest)
    return PreviewDoc("table", tables=(table,), total=1, cut=table.rows_cut or table.columns_cut)


def table_of(name: str, rows: list[list[str]], total_rows: int | None, widest: int) -> Table:
    """A table with its cells cut to size; `widest` counts the columns of the whole table."""
    width = min(widest, MAX_COLUMNS)
    cells = tuple(tuple(cut(cell, MAX_CELL) for cell in _padded(row, width)) for row in rows)
    numeric = tuple(
        all(_NUMBER.fullmatch(row[at]) or not row[at] for row in cells[1:])
        and any(row[at] for row in cells[1:])
        for at in range(width)
    )
    return Table(name, cells, total_rows, widest, numeric)


def _padded(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))


def _delimiter(text: str) -> str:
    """The mark that parts the first lines most evenly."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]
    scores = {mark: min((line.count(mark) for line in lines), default=0) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: scores[mark])
    return best if scores[best] else max(_DELIMITERS, key=lambda mark: lines[0].count(mark) if lines else 0)


def json_preview(data: bytes) -> PreviewDoc:
    """JSON on lines of its own, every number and string exactly as the file writes it.

    Raises CannotShow when it is too large, nested too deeply or no JSON.
    """
    if len(data) > MAX_JSON_BYTES:
        raise CannotShow("preview_too_large")
    text = decoded(data, MAX_JSON_BYTES)
    try:
        # Only to know that it is JSON; numbers stay text, because a long one takes minutes to read.
        json.loads(text, parse_int=str, parse_float=str)
    except RecursionError as error:
        raise CannotShow("preview_too_deep") from error
    except ValueError as error:
        raise CannotShow("preview_damaged") from error
    _check_depth(text)
    return _lines(list(islice(_indented(text), MAX_LINES + 1)))


def _pieces(text: str) -> Iterator[str]:
    return (found.group() for found in _JSON_PIECE.finditer(text))


def _check_depth(text: str) -> None:
    depth = 0
    for piece in _pieces(text):
        depth += (piece in "{[") - (piece in "}]")
        if depth > MAX_DEPTH:
            raise CannotShow("preview_too_deep")


def _indented(text: str) -> Iterator[str]:
    line, depth, opened = "", 0, False
    for piece in _pieces(text):
        if piece in "}]":
            depth -= 1
            if opened:
                line += piece
            else:
                yield line
                line = "  " * depth + piece
            opened = False
            continue
        if opened:
            yield line
            line, opened = "  " * depth, False
        if piece == ",":
            yield line + ","
            line = "  " * depth
        elif piece == ":":
            line += ": "
        else:
            line += piece
        if piece in "{[":
            depth, opened = depth + 1, True
    yield line
