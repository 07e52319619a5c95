"""The columns a register has in files: what every record has, its fields, and the organisation's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.inventory.registers.declaring import ORGANISATION_WIDE, Field, Register
from workflows.inventory.wording import name_key

REF, SYSTEM, VERSION, TITLE, STATUS, OWNER = "ref", "system", "version", "title", "status", "owner"
READ_ONLY = ("system_name", "level", "due_on", "changed_at")
"""Columns that say what follows from others; an import leaves them alone."""

IGNORED = ""
"""What a column of a file is mapped to when nothing shall be read from it."""

_LABELS = {
    REF: "Reference",
    SYSTEM: "System",
    "system_name": "Name of the system",
    VERSION: "Version",
    TITLE: "Title",
    STATUS: "Status",
    OWNER: "Owner",
    "level": "Level",
    "due_on": "Due",
    "changed_at": "Changed",
}


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, the field behind it, and whether that is an own field."""

    key: str
    label: str
    field: Field | None = None
    own: bool = False

    @property
    def read(self) -> bool:
        """Whether an import takes anything from it."""
        return self.key not in READ_ONLY


def columns_of(one: Register, own: Iterable[Field]) -> tuple[Column, ...]:
    """All columns of a register in order; a heading that two of them would have names the key as well."""
    fixed = [
        key
        for key in _LABELS
        if one.scope != ORGANISATION_WIDE or key not in (SYSTEM, "system_name", VERSION)
    ]
    made = [Column(key, _LABELS[key]) for key in fixed if key not in READ_ONLY]
    made += [Column(field.key, _heading(field), field) for field in one.fields]
    made += [Column(field.key, field.label, field, own=True) for field in own]
    made += [Column(key, _LABELS[key]) for key in fixed if key in READ_ONLY]
    twins = Counter(name_key(column.label) for column in made)
    return tuple(
        Column(column.key, f"{column.label} ({column.key})", column.field, column.own)
        if twins[name_key(column.label)] > 1 and column.field is not None
        else column
        for column in made
    )


def mapped(columns: Sequence[Column], head: Sequence[str]) -> list[str]:
    """The key of the column each heading of a file means, "" for none; every key is given once.

    A heading is compared with keys and labels, and with the label before its bracket; case and accents do not matter.
    """
    names: dict[str, str] = {}
    for column in columns:
        for name in (column.key, column.label, column.label.partition("(")[0]):
            names.setdefault(name_key(name), column.key)
    found: list[str] = []
    readable = {column.key for column in columns if column.read}
    for heading in head:
        key = names.get(name_key(heading), IGNORED)
        found.append(key if key in readable and key not in found else IGNORED)
    return found


def _heading(field: Field) -> str:
    if field.kind != "rows":
        return field.label
    return f"{field.label} ({' | '.join(column.label for column in field.columns)})"
