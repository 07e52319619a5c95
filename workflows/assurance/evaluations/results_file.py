"""Results from a file: CSV with a header line or JSON, every bad line named, all of it or nothing; pure."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from workflows.ground.refused import Refused, Several

LARGEST = 512 * 1024
"""Bytes of a file."""
MOST = 500
LONGEST = 200
NAMES = {
    "metric": ("metric", "name", "measure"),
    "subgroup": ("subgroup", "group", "slice", "segment"),
    "value": ("value", "score", "result"),
    "threshold": ("threshold", "limit", "target"),
    "better": ("better", "direction"),
    "unit": ("unit",),
    "note": ("note", "comment", "remark"),
}
"""What columns may be called."""
_BETTER = {
    "higher": "higher",
    "lower": "lower",
    "up": "higher",
    "down": "lower",
    ">=": "higher",
    "<=": "lower",
    "": "",
}
Row = dict[str, Any]


def read_results(data: bytes, field: str = "file") -> list[Row]:
    """The results in a file, as the field `results` takes them.

    Raises Refused beside `field` for a file that is none, Several with one refusal for every line that does not
    hold.
    """
    if len(data) > LARGEST:
        raise Refused("results_large", field=field, limit=LARGEST // 1024)
    try:
        typed = data.decode("utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError:
        raise Refused("results_format", field=field, why="UTF-8") from None
    rows = list(_json(typed, field) if typed.lstrip()[:1] in ("[", "{") else _csv(typed, field))
    if not rows:
        raise Refused("results_empty", field=field)
    if len(rows) > MOST:
        raise Refused("results_many", field=field, limit=MOST)
    bad: list[Refused] = []
    found = [_row(number, row, field, bad) for number, row in rows]
    if bad:
        raise Several(bad)
    return found


def _csv(typed: str, field: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    """Rows with the number of their line; the separator is the one that the header line has most of."""
    head = typed.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(typed, newline=""), delimiter=separator, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Refused("results_format", field=field, why=str(error)) from None
    if not lines:
        return []
    columns = [_column(cell) for cell in lines[0][1]]
    if "metric" not in columns or "value" not in columns:
        found = ", ".join(cell.strip()[:40] for cell in lines[0][1][:12])
        raise Refused("results_columns", field=field, found=found)
    return [
        (number, {key: cell for key, cell in zip(columns, cells, strict=False) if key})
        for number, cells in lines[1 : MOST + 2]
    ]


def _json(typed: str, field: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    """Rows out of a list of results, `{"results": [...]}` or `{"metrics": {"AUC": 0.84, "FPR": {"Women": 0.1}}}`."""
    try:
        found = json.loads(typed, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Refused("results_format", field=field, why=str(error)[:100]) from None
    if isinstance(found, dict) and isinstance(found.get("metrics"), dict):
        return _metrics(found["metrics"])
    rows = found.get("results") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise Refused("results_format", field=field, why="results, metrics")
    named = [
        {_column(str(key)): value for key, value in row.items()} if isinstance(row, dict) else {}
        for row in rows[: MOST + 1]
    ]
    return list(enumerate(named, 1))


def _metrics(metrics: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    rows: list[Mapping[str, Any]] = []
    for metric, value in list(metrics.items())[: MOST + 1]:
        if isinstance(value, dict):
            rows += [
                {"metric": metric, "subgroup": group, "value": one}
                for group, one in list(value.items())[: MOST + 1]
            ]
        else:
            rows.append({"metric": metric, "value": value})
    return list(enumerate(rows, 1))


def _row(number: int, row: Mapping[str, Any], field: str, bad: list[Refused]) -> Row:
    made: Row = {
        key: _text(number, key, row.get(key), field, bad) for key in ("metric", "subgroup", "unit", "note")
    }
    if not made["metric"]:
        bad.append(Refused("results_row_metric", field=field, row=number))
    made["value"] = _number(number, "value", row.get("value"), field, bad)
    made["threshold"] = _number(number, "threshold", row.get("threshold"), field, bad)
    if made["value"] == "":
        bad.append(Refused("results_row_value", field=field, row=number))
    better = str(row.get("better") or "").strip().casefold()
    if better not in _BETTER:
        bad.append(Refused("results_row_better", field=field, row=number, value=better[:40]))
    made["better"] = _BETTER.get(better, "")
    return made


def _text(number: int, key: str, value: Any, field: str, bad: list[Refused]) -> str:
    typed = "" if value is None else " ".join(str(value).split())
    if len(typed) > LONGEST:
        bad.append(Refused("results_row_long", field=field, row=number, column=key, limit=LONGEST))
    return typed[:LONGEST]


def _number(number: int, key: str, value: Any, field: str, bad: list[Refused]) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    try:
        made = float(str(value).strip().replace(",", ".")) if not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        made = math.nan
    if not math.isfinite(made) or abs(made) > 1e15:
        bad.append(Refused("results_row_number", field=field, row=number, column=key, value=str(value)[:40]))
        return 0.0
    return int(made) if made.is_integer() else made


def _column(name: str) -> str:
    folded = name.strip().casefold()
    return next((key for key, names in NAMES.items() if folded in names), "")
