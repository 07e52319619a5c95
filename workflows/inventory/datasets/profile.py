"""Counts a dataset from its file, or reads the counts from a profile; what is in the rows is not kept. Pure."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.datasets.quality import criteria_of, folded

LARGEST = 8 * 1024 * 1024
"""Bytes of a file that is counted here; a larger one brings its counts as a profile."""
MOST_COLUMNS, MOST_ROWS = 500, 10**12
MISSING, DOUBLES, ROWS, COLUMNS = "Missing values", "Duplicate rows", "Rows", "Columns"
_EMPTY = frozenset({"", "na", "n/a", "nan", "null", "none"})
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Profile:
    """The counts of one version of a dataset; `missing` by column, `doubles` None when nobody counted them."""

    rows: int
    missing: tuple[tuple[str, int], ...]
    doubles: int | None
    digest: str

    @property
    def values(self) -> dict[str, float]:
        """What can be held against a criterion, by its name; shares in percent."""
        cells = self.rows * len(self.missing)
        found: dict[str, float] = {ROWS: self.rows, COLUMNS: len(self.missing)}
        if cells:
            found[MISSING] = _percent(sum(count for _, count in self.missing), cells)
            found |= {f"{MISSING}: {name}": _percent(count, self.rows) for name, count in self.missing}
        if self.doubles is not None and self.rows:
            found[DOUBLES] = _percent(self.doubles, self.rows)
        return found


def read_profile(data: bytes, field: str = "file") -> Profile:
    """The profile of a file; raises Refused beside `field` for what is neither CSV nor a profile in JSON."""
    if len(data) > LARGEST:
        raise Refused("profile_large", field=field, limit=LARGEST // (1024 * 1024))
    try:
        typed = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("profile_format", field=field) from None
    if typed.lstrip()[:1] == "{":
        return _given(typed, field)
    return _counted(typed, hashlib.sha256(data).hexdigest(), field)


def _counted(typed: str, digest: str, field: str) -> Profile:
    head = typed.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(typed, newline=""), delimiter=separator, strict=True)
    try:
        names = [cell.strip() for cell in next(reader, [])]
        if not 1 <= len(names) <= MOST_COLUMNS or not all(names) or len(set(names)) != len(names):
            raise Refused("profile_columns", field=field, limit=MOST_COLUMNS)
        missing, seen, rows, doubles = [0] * len(names), set[int](), 0, 0
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(names):
                raise Refused(
                    "profile_row", field=field, row=reader.line_num, cells=len(cells), columns=len(names)
                )
            rows += 1
            for place, cell in enumerate(cells):
                missing[place] += cell.strip().casefold() in _EMPTY
            key = hash(tuple(cells))
            doubles += key in seen
            seen.add(key)
    except csv.Error:
        raise Refused("profile_format", field=field) from None
    if not rows:
        raise Refused("profile_empty", field=field)
    return Profile(rows, tuple(zip(names, missing, strict=True)), doubles, digest)


def _given(typed: str, field: str) -> Profile:
    """A profile such as `{"rows": 100, "sha256": "…", "duplicates": 0, "columns": [{"name": "age", "missing": 2}]}`."""
    try:
        found = json.loads(typed)
    except (ValueError, RecursionError):
        raise Refused("profile_format", field=field) from None
    columns = found.get("columns") if isinstance(found, dict) else None
    rows = _whole(found.get("rows"), MOST_ROWS)
    if rows is None or not isinstance(columns, list) or not 1 <= len(columns) <= MOST_COLUMNS:
        raise Refused("profile_shape", field=field)
    missing = []
    for column in columns:
        name = str(column.get("name") or "").strip() if isinstance(column, dict) else ""
        count = _whole(column.get("missing", 0), rows) if isinstance(column, dict) else None
        if not name or count is None:
            raise Refused("profile_shape", field=field)
        missing.append((name[:100], count))
    digest = str(found.get("sha256") or "").lower()
    if not _SHA.fullmatch(digest):
        raise Refused("profile_digest", field=field)
    return Profile(rows, tuple(missing), _whole(found.get("duplicates"), rows), digest)


def _whole(value: Any, most: int) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return value if good else None


def said_by(profile: Profile, body: Mapping[str, Any], version: str, day: str) -> dict[str, Any]:
    """The fields of a dataset that follow: size, a version with its hash, and a value for each criterion counted."""
    known = {folded(name): value for name, value in profile.values.items()}
    measures = [
        {
            "criterion": row.get("criterion"),
            "value": known[name],
            "limit": row.get("limit"),
            "measured_on": day,
            "how": f"Counted from {version}",
        }
        for name, row in criteria_of(body).items()
        if name in known
    ]
    line = {"version": version, "made_on": day, "digest": profile.digest}
    versions = [row for row in body.get("versions") or [] if row.get("digest") != profile.digest]
    return {
        "size": profile.rows,
        "versions": [*versions, line],
        "measures": [*(body.get("measures") or []), *measures],
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 4)
