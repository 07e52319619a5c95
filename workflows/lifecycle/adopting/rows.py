"""Reads a list of systems in use: which column says what, and each row as a registration; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.commands import ArtefactInput, RegisterSystem
from workflows.inventory.registers.exchange.csv_text import read_csv

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "system", "application"),
    "purpose": ("purpose",),
    "business_reason": ("business reason", "reason"),
    "users": ("users",),
    "affected_persons": ("affected persons", "affected"),
    "decisions_influenced": ("decisions influenced", "decisions"),
    "data_categories": ("data categories", "data"),
    "autonomy": ("autonomy",),
    "origin": ("origin",),
    "supplier": ("supplier", "vendor"),
    "owner": ("owner",),
    "in_use_since": ("in use since", "since", "start of use"),
    "who_may_stop": ("who may stop it", "who may stop", "stop"),
    "label": ("version", "label"),
    "release": ("release", "digest"),
}
"""What a row says, with the headings under which lists keep it."""
Cells = dict[str, str]


def read_rows(data: bytes) -> list[Cells]:
    """The rows of a CSV file by what they say; raises Refused beside `file` for what is no such list."""
    head, rows = read_csv(data)
    folded = [cell.casefold().replace("_", " ").strip() for cell in head]
    places = {
        key: next((folded.index(name) for name in names if name in folded), None)
        for key, names in COLUMNS.items()
    }
    if places["name"] is None:
        raise Refused("adopting_no_name", field="file")
    return [{key: row[at].strip() if at is not None else "" for key, at in places.items()} for row in rows]


def command_of(cells: Mapping[str, str], bad: list[Refused]) -> RegisterSystem:
    """A row as a registration; what does not hold by itself joins `bad`."""
    said: dict[str, Any] = {
        key: cells.get(key, "") for key in COLUMNS if key not in ("in_use_since", "label", "release")
    }
    release = cells.get("release", "")
    prefixed = release if release.startswith(("sha256:", "release:")) else f"release:{release}"
    artefacts = (ArtefactInput(name="system", value=prefixed),) if release else ()
    return RegisterSystem(
        **{**said, "autonomy": _key(said["autonomy"]), "origin": _key(said["origin"])},
        in_use_since=_day(cells.get("in_use_since", ""), bad),
        label=cells.get("label") or "v1",
        artefacts=artefacts,
        anyway=True,
    )


def _key(typed: str) -> str:
    return typed.casefold().replace(" ", "_").replace("-", "_")


def _day(typed: str, bad: list[Refused]) -> date | None:
    if not typed:
        bad.append(Refused("adopting_since_needed", field="in_use_since"))
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        bad.append(Refused("adopting_since_odd", field="in_use_since"))
        return None


def twins(rows: Sequence[Mapping[str, str]], key_of: Any) -> dict[int, int]:
    """The rows whose name an earlier row has, each with that row; both by their place from 0."""
    seen: dict[str, int] = {}
    found: dict[int, int] = {}
    for at, row in enumerate(rows):
        key = key_of(row["name"])
        if key in seen:
            found[at] = seen[key]
        else:
            seen[key] = at
    return found
