"""Previews of XLSX workbooks: the values that were stored, never a formula run, a link followed or a macro met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from workflows.approvals.evidence.preview_doc import PreviewDoc, Table
from workflows.approvals.evidence.preview_text import MAX_CELL, MAX_COLUMNS, MAX_ROWS, table_of
from workflows.approvals.evidence.workbook import Attributes, Done, Parts, target, value

MAX_SHEETS = 5
_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_COLUMN = re.compile(r"^([A-Z]{1,3})[0-9]{1,7}$")


@dataclass
class _Cell:
    kind: str = "n"
    style: int = 0
    raw: str = ""
    formula: str = ""


@dataclass
class _Sheet:
    """Collects what can be shown of one sheet while its XML goes by."""

    cells: dict[tuple[int, int], _Cell] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    _column: int = 0
    _cell: _Cell | None = None
    _into: str = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            number = value(attributes, "r")
            self.rows = max(self.rows + 1, int(number) if number.isdigit() and len(number) < 8 else 0)
            self._column = 0
        elif tag == "c":
            self._open(attributes)
        elif tag in ("v", "t", "f"):
            self._into = tag

    def end(self, tag: str) -> None:
        self._into = "" if tag in ("v", "t", "f") else self._into
        if tag == "c":
            self._cell = None

    def text(self, data: str) -> None:
        cell = self._cell
        if cell is None or not self._into:
            return
        if self._into == "f":
            cell.formula = (cell.formula + data)[: MAX_CELL + 1]
        else:
            cell.raw = (cell.raw + data)[: MAX_CELL + 1]

    def _open(self, attributes: Attributes) -> None:
        place = _COLUMN.match(value(attributes, "r"))
        self._column = _number(place[1]) if place else self._column + 1
        self.columns = max(self.columns, self._column)
        self._cell = None
        if self.rows <= MAX_ROWS and self._column <= MAX_COLUMNS:
            style = value(attributes, "s")
            self._cell = _Cell(
                value(attributes, "t", "n"), int(style) if style.isdigit() and len(style) < 6 else 0
            )
            self.cells[(max(self.rows, 1), self._column)] = self._cell


def xlsx_preview(data: bytes) -> PreviewDoc:
    """The first rows of the first sheets; raises CannotShow for what is no workbook or too much of one."""
    parts = Parts(data)
    names, since_1904 = _sheet_parts(parts)
    read: list[tuple[str, _Sheet, bool]] = []
    for name, part in names[:MAX_SHEETS]:
        sheet = _Sheet()
        whole = parts.parse(part, sheet.start, sheet.end, sheet.text)
        read.append((name, sheet, whole))
        if not whole:
            break
    wanted = {int(cell.raw) for _n, sheet, _w in read for cell in sheet.cells.values() if _is_shared(cell)}
    strings, dates = _shared_strings(parts, wanted), _date_styles(parts)
    tables = tuple(_table(name, sheet, whole, strings, dates, since_1904) for name, sheet, whole in read)
    cut = len(tables) < len(names) or any(table.rows_cut or table.columns_cut for table in tables)
    return PreviewDoc("table", tables=tables, total=len(names), cut=cut)


def _table(
    name: str, sheet: _Sheet, whole: bool, strings: dict[int, str], dates: set[int], since_1904: bool
) -> Table:
    shown_rows = min(sheet.rows, MAX_ROWS)
    rows = [[""] * min(sheet.columns, MAX_COLUMNS) for _row in range(shown_rows)]
    for (row, column), cell in sheet.cells.items():
        rows[row - 1][column - 1] = _shown(cell, strings, dates, since_1904)
    return table_of(name, rows, sheet.rows if whole else None, sheet.columns)


def _shown(cell: _Cell, strings: dict[int, str], dates: set[int], since_1904: bool) -> str:
    if _is_shared(cell):
        return strings.get(int(cell.raw), "")
    if cell.kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(cell.raw, cell.raw)
    if not cell.raw and cell.formula:
        return f"={cell.formula}"
    if cell.kind != "n" or not cell.raw:
        return cell.raw
    try:
        number = float(cell.raw)
        return _as_date(number, since_1904) if cell.style in dates else f"{number:.15g}"
    except (ValueError, OverflowError):
        return cell.raw


def _is_shared(cell: _Cell) -> bool:
    return cell.kind == "s" and cell.raw.isdigit() and len(cell.raw) < 9


def _as_date(number: float, since_1904: bool) -> str:
    """A serial day as ISO date, time or both; the calendar of 1900 counts a 29 February that never was."""
    origin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if number < 60 else 30)  # noqa: DTZ001
    moment = origin + timedelta(seconds=round(number * 86_400))
    if number < 1:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%Y-%m-%d}" if float(number).is_integer() else f"{moment:%Y-%m-%d %H:%M:%S}"


def _sheet_parts(parts: Parts) -> tuple[list[tuple[str, str]], bool]:
    """Name and part of every worksheet in order, and whether days are counted from 1904."""
    targets: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    calendar: list[bool] = [False]

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and value(attributes, "TargetMode") != "External":
            targets[value(attributes, "Id")] = target("xl", value(attributes, "Target"))

    def book(tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            calendar[0] = value(attributes, "date1904") in ("1", "true")
        elif tag == "sheet":
            part = targets.get(value(attributes, "id"), "")
            if parts.has(part):
                found.append((value(attributes, "name")[:100], part))

    parts.parse("xl/_rels/workbook.xml.rels", relation)
    parts.parse("xl/workbook.xml", book)
    return found, calendar[0]


def _shared_strings(parts: Parts, wanted: set[int]) -> dict[int, str]:
    strings: dict[int, str] = {}
    at, inside, last = -1, 0, max(wanted, default=-1)

    def start(tag: str, _attributes: Attributes) -> None:
        nonlocal at, inside
        if tag == "si":
            at += 1
            if at > last:
                raise Done
        elif tag == "rPh":
            inside = -1
        elif tag == "t" and inside == 0:
            inside = 1

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "rPh" or (tag == "t" and inside == 1):
            inside = 0

    def text(data: str) -> None:
        if inside == 1 and at in wanted:
            strings[at] = (strings.get(at, "") + data)[: MAX_CELL + 1]

    if wanted and parts.has(_SHARED):
        parts.parse(_SHARED, start, end, text)
    return strings


def _date_styles(parts: Parts) -> set[int]:
    """The numbers of the cell styles that write a day or a time."""
    formats, styles = set(_DATE_FORMATS), set()
    at, inside = -1, False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal at, inside
        if tag == "numFmt":
            plain = _LITERALS.sub("", value(attributes, "formatCode").split(";")[0]).lower()
            known = value(attributes, "numFmtId")
            if known.isdigit() and re.search(r"[ymdhs]", plain) and "general" not in plain:
                formats.add(int(known[:9]))
        elif tag in ("cellXfs", "cellStyleXfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            at += 1
            if value(attributes, "numFmtId") in map(str, formats):
                styles.add(at)

    if parts.has(_STYLES):
        parts.parse(_STYLES, start)
    return styles


def _number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total
