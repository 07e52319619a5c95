"""Values of a register as cells of a table and back: what is written is read as the same, and runs nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Field

_RUNS = re.compile(r"'*[\s\u00a0\u3000]*[=+\-@|%\t\r\n＝＋－＠]")
"""What some spreadsheet takes for a formula at the start of a cell, behind space and in full width as well."""

_QUOTED = re.compile(r'["|;\n\r]|^\s|\s$')


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe in front makes it a text; `unguarded` takes it off."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell, without the apostrophe that `guarded` put there."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def shown(field: Field, value: Any, people: Mapping[str, str]) -> str | int | float:
    """A stored value as a cell, not guarded yet; `people` gives the e-mail of a person's uuid."""
    if field.kind in ("number", "whole") and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if field.kind == "rows":
        return "\n".join(_joined(_row(field, row, people), " | ") for row in value or ())
    if field.kind == "choices":
        return _joined([_label(field, one) for one in value or ()], "; ")
    return _text(field, value, people)


def typed(field: Field, cell: str) -> Any:
    """What a cell says in the form in which it would be typed; the register checks it afterwards.

    Raises Refused beside the field for a table that cannot be taken apart.
    """
    if field.kind == "rows":
        return [_columns(field, row) for row in _parts(field, cell, "|") if any(part.strip() for part in row)]
    if field.kind == "choices":
        return [_value(field, one.strip()) for row in _parts(field, cell, ";") for one in row if one.strip()]
    return _single(field, cell)


def chosen(choices: Sequence[tuple[str, str]], cell: str) -> str:
    """The value that a cell names by itself or by its words; the cell when it names none."""
    wanted = cell.strip()
    if any(wanted == value for value, _ in choices):
        return wanted
    fitting = [value for value, label in choices if label.strip().casefold() == wanted.casefold()]
    return fitting[0] if len(fitting) == 1 else wanted


def worded(choices: Sequence[tuple[str, str]], value: str) -> str:
    """The words of a value where they name it and no other; the value itself otherwise."""
    label = dict(choices).get(value, value)
    return label if chosen(choices, label) == value else value


def _text(field: Field, value: Any, people: Mapping[str, str]) -> str:
    if value is None or value == "":
        return ""
    if field.kind == "choice":
        return _label(field, value)
    return people.get(str(value), str(value)) if field.kind == "person" else str(value)


def _label(field: Field, value: Any) -> str:
    return worded(field.choices, str(value))


def _row(field: Field, row: Mapping[str, Any], people: Mapping[str, str]) -> list[str]:
    return [str(shown(column, row.get(column.key), people)) for column in field.columns]


def _joined(parts: Sequence[str], mark: str) -> str:
    return mark.join(
        f'"{one.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(one) else one for one in parts
    )


def _parts(field: Field, cell: str, mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(cell, newline=""), delimiter=mark, skipinitialspace=True))
    except csv.Error:
        raise Refused("import_cell_broken", field=field.key) from None


def _columns(field: Field, row: Sequence[str]) -> dict[str, Any]:
    if len(row) > len(field.columns):
        raise Refused("import_cell_parts", field=field.key, limit=len(field.columns), count=len(row))
    return {column.key: typed(column, part) for column, part in zip(field.columns, row, strict=False)}


def _single(field: Field, cell: str) -> str:
    if field.kind == "choice":
        return _value(field, cell.strip())
    if field.kind == "yes_no":
        return cell.strip().casefold()
    return cell


def _value(field: Field, cell: str) -> str:
    return chosen(field.choices, cell)
