"""Where the rows of an import come from: a CSV file, or a public format whose content this register takes."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.ground.refused import Refused
from workflows.inventory.exchange.prefilling import Prefilled, prefilled
from workflows.inventory.exchange.reading import read_public
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange import words
from workflows.inventory.registers.exchange.cells import guarded, shown
from workflows.inventory.registers.exchange.columns import TITLE
from workflows.inventory.registers.exchange.csv_text import read_csv

_SAID = words
"""Imported so that every refusal has its sentence."""


@dataclass(frozen=True)
class Given:
    """A table as a file gave it; `mapping` is empty where headings have to be understood first."""

    head: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    source: str = "CSV"
    mapping: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def given_of(one: Register, filename: str, data: bytes) -> Given:
    """The table a file holds for a register; raises Refused beside `file` when it cannot be read.

    What begins as a card or as JSON is read as a public format, everything else as CSV.
    """
    if not filename.strip():
        raise Refused("import_file_needed", field="file")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"---", b"{", b"[")):
        return _public(one, data)
    head, cells = read_csv(data)
    return Given(tuple(head), tuple(tuple(row) for row in cells))


def _public(one: Register, data: bytes) -> Given:
    file = read_public(data)
    found = prefilled(file, one.key)
    if not found:
        raise Refused("public_nothing_here", field="file", format=file.format)
    keys = [TITLE, *(field.key for field in one.fields if any(field.key in draft.body for draft in found))]
    labels = {TITLE: "Title"} | {field.key: field.label for field in one.fields}
    return Given(
        tuple(labels[key] for key in keys),
        tuple(tuple(_cell(one, key, draft) for key in keys) for draft in found),
        file.format,
        tuple(keys),
        file.left_out,
    )


def _cell(one: Register, key: str, draft: Prefilled) -> str:
    field = one.field(key)
    if field is None:
        return guarded(draft.title)
    return guarded(str(shown(field, draft.body.get(key), {})))
