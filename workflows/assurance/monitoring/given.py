"""Values as they come: from a form, from a CSV file or from a program; read before anything is locked."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.ground.refused import Refused

FORM, CSV, API, CLOCK = "form", "csv", "api", "clock"
MOST = 1000
LONGEST_FILE = 200_000
LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Given:
    """One value for one period as somebody typed or sent it; `line` is its line in a file, 0 elsewhere."""

    period: str
    value: str
    note: str = ""
    line: int = 0


def from_csv(data: bytes) -> tuple[Given, ...]:
    """The values of a CSV file with the columns period, value and perhaps note; comma or semicolon between them.

    Raises Refused beside `file` when it is no such file or holds nothing.
    """
    if len(data) > LONGEST_FILE:
        raise Refused("values_too_many", field="file", limit=MOST)
    try:
        text = data.decode("utf-8-sig")
        head = text.partition("\n")[0]
        # Half of Europe's spreadsheets write semicolons, because the comma is their decimal mark.
        mark = ";" if head.count(";") >= head.count(",") and ";" in head else ","
        rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Refused("values_unreadable", field="file") from None
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "period" not in names or "value" not in names:
        raise Refused("values_unreadable", field="file")
    found = tuple(
        _from_row(dict(zip(names, row, strict=False)), number)
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    )
    if not found:
        raise Refused("values_empty", field="file")
    return within(found, "file")


def from_json(content: Any) -> tuple[Given, ...]:
    """The values a program sent: one object, or several under `values`; raises Refused for anything else."""
    rows = content.get("values", [content]) if isinstance(content, Mapping) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise Refused("value_needed", field="value")
    return within(
        tuple(
            Given(_text(row.get("period")), _text(row.get("value")), _text(row.get("note")), number)
            for number, row in enumerate(rows, 1)
        ),
        "value",
    )


def within(given: Sequence[Given], field: str) -> tuple[Given, ...]:
    """The values, when there are not too many of them."""
    if len(given) > MOST:
        raise Refused("values_too_many", field=field, limit=MOST)
    return tuple(given)


def _from_row(row: Mapping[str, str], line: int) -> Given:
    return Given(row.get("period", ""), row.get("value", ""), row.get("note", ""), line)


def _text(value: Any) -> str:
    """What a program sent as text; true, lists and objects are no values and become one that is refused."""
    if isinstance(value, bool | list | Mapping):
        return "?"
    return "" if value is None else str(value)
