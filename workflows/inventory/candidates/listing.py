"""Reads a list of applications, such as an export of installed software or of single sign-on; pure."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from workflows.ground.refused import Refused
from workflows.inventory.wording import LINE, line, name_key

MOST = 2_000
LARGEST = 2 * 1024 * 1024
_COLUMNS = {
    "name": ("name", "application", "app", "tool", "software", "product", "display name"),
    "maker": ("maker", "vendor", "publisher", "supplier", "manufacturer", "developer"),
    "address": ("address", "url", "link", "website", "homepage", "domain"),
    "task": ("task", "purpose", "description", "use", "used for"),
    "users": ("users", "user", "owner", "department", "unit", "used by"),
    "data": ("data", "data put in"),
}
"""Names under which lists keep what a candidate says; the first that a file has counts."""


@dataclass(frozen=True)
class Listed:
    """One row of a list, in order from 1."""

    row: int
    name: str
    maker: str = ""
    address: str = ""
    task: str = ""
    users: str = ""
    data: str = ""

    @property
    def key(self) -> str:
        """The folded name by which twins are found."""
        return name_key(self.name)


def read_list(data: bytes) -> tuple[Listed, ...]:
    """The rows of a CSV file, twins left out; raises Refused beside `file` for what is no such list."""
    rows = _rows(data)
    columns = _columns([cell.strip().casefold() for cell in rows[0]])
    if "name" not in columns:
        raise Refused("list_no_names", field="file")
    found: dict[str, Listed] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = {key: line(row[at])[:LINE] if at < len(row) else "" for key, at in columns.items()}
        if not any(cells.values()):
            continue
        if not name_key(cells["name"]):
            raise Refused("list_name_needed", field="file", row=number)
        cells["address"] = cells.get("address", "") if _is_address(cells.get("address", "")) else ""
        listed = Listed(number, **cells)
        found.setdefault(listed.key, listed)
    if not found:
        raise Refused("list_empty", field="file")
    return tuple(found.values())


def _rows(data: bytes) -> list[list[str]]:
    if len(data) > LARGEST:
        raise Refused("list_too_large", field="file", limit=LARGEST // 1024 // 1024)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("list_no_text", field="file") from None
    if "\x00" in text:
        raise Refused("list_no_text", field="file")
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        raise Refused("list_broken", field="file") from None
    if not rows or not any(any(cell.strip() for cell in row) for row in rows[1:]):
        raise Refused("list_empty", field="file")
    if len(rows) - 1 > MOST:
        raise Refused("list_too_long", field="file", limit=MOST, count=len(rows) - 1)
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the heading: whichever of the usual three is there most often."""
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _columns(head: list[str]) -> dict[str, int]:
    found = {}
    for key, names in _COLUMNS.items():
        at = next((head.index(name) for name in names if name in head), None)
        if at is not None:
            found[key] = at
    return found


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text.split("/")) > 2 and bool(text.split("/")[2])
