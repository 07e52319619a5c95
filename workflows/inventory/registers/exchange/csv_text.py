"""CSV as text: read within limits whatever spreadsheet wrote it, and written so that none runs it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from workflows.ground.refused import Refused
from workflows.inventory.registers.exchange.cells import guarded

LARGEST_FILE = 2_000_000
MOST_ROWS = 500
MOST_COLUMNS = 120
LONGEST_CELL = 60_000

Cell = str | int | float


def read_csv(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a CSV file, every row as wide as the head, empty rows left out.

    Comma, semicolon and tab are known. Raises Refused beside `file` with one sentence for everything else.
    """
    text = _text(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as wrong:
        raise Refused("import_csv_broken", field="file", problem=str(wrong)) from None
    head = [" ".join(cell.split()) for cell in rows[0]] if rows else []
    body = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    if not any(head) or not body:
        raise Refused("import_no_rows", field="file")
    if len(body) > MOST_ROWS:
        raise Refused("import_too_many_rows", field="file", limit=MOST_ROWS, count=len(body))
    if len(head) > MOST_COLUMNS:
        raise Refused("import_too_many_columns", field="file", limit=MOST_COLUMNS)
    return head, [_as_wide(row, len(head), number) for number, row in enumerate(body, start=2)]


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV with the mark that spreadsheets look for; no text in it is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(cell) for cell in head])
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _text(data: bytes) -> str:
    if not data.strip():
        raise Refused("import_no_rows", field="file")
    if len(data) > LARGEST_FILE:
        raise Refused("import_too_large", field="file", limit=LARGEST_FILE // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("import_not_text", field="file") from None
    if "\x00" in text:
        raise Refused("import_not_text", field="file")
    return text


def _delimiter(text: str) -> str:
    """Whichever of the usual marks stands most often in the first row, outside of quotes."""
    head = "".join(text.split("\n", 1)[0].split('"')[::2])
    return max(",;\t", key=head.count)


def _as_wide(row: list[str], width: int, number: int) -> list[str]:
    if any(cell.strip() for cell in row[width:]):
        raise Refused("import_row_too_wide", field="file", row=number, limit=width)
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise Refused("import_cell_too_long", field="file", row=number, limit=LONGEST_CELL)
    return row[:width] + [""] * (width - len(row))
