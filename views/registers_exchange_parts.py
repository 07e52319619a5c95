"""What the pages of exports and imports share: files, the page of one import, references that were typed."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from forms.registers_exchange import DecideForm, MappingForm, UndoForm
from forms.words import N_
from views.answers import form_page
from views.security import current_person
from views.words import say
from workflows.ground.ids import key_of
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange.batches import WRONG, Row
from workflows.inventory.registers.exchange.csv_text import write_csv
from workflows.inventory.registers.exchange.exporting import Sheet
from workflows.inventory.registers.exchange.pages import BatchPage, batch_page
from workflows.inventory.registers.exchange.workbooks import write_workbook

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

BEFORE = {
    "new": N_("will be added"),
    "change": N_("will be changed"),
    "same": N_("says this already"),
    "wrong": N_("has errors"),
}
AFTER = {
    "new": N_("added"),
    "change": N_("changed"),
    "same": N_("said this already"),
    "wrong": N_("had errors"),
}
STATUS = {
    "preview": N_("looked at, nothing written yet"),
    "applied": N_("applied"),
    "undone": N_("taken back"),
    "dropped": N_("dropped"),
}


def table_file(one: Register, name: str, sheet: Sheet, kind: str) -> Response:
    """A table as CSV or as a workbook to keep."""
    if kind == "xlsx":
        answer = Response(write_workbook(one.title, sheet.head, sheet.rows), mimetype=XLSX)
    else:
        answer = Response(write_csv(sheet.head, sheet.rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def home_of(one: Register) -> str:
    """The address of a register."""
    return f"/registers/{one.area}"


def key_from(prefix: str, field: Any, one: Register) -> int:
    """The key in a reference that was typed, 0 for none; raises Refused beside the field for what is none."""
    typed = str(field.data or "").strip()
    key = key_of(prefix, typed) if typed else 0
    if key is None:
        raise Refused("import_system_unknown", field=field.name, system=typed)
    if key and one.scope == "organisation":
        raise Refused("system_not_here", field=field.name)
    return key


def batch_sheet(
    one: Register,
    batch_id: int,
    *,
    refused: Refused | None = None,
    mapping: MappingForm | None = None,
    decide: DecideForm | None = None,
    undo: UndoForm | None = None,
) -> Response:
    """The page of an import; the form that was sent comes back with what is wrong with it."""
    found = batch_page(current_person(), one, batch_id)
    mapping = mapping or MappingForm(formdata=None, data={"columns": list(found.content.mapping)})
    mapping.offer(found.content.head, [(column.key, column.label) for column in found.columns])
    decide, undo = decide or DecideForm(formdata=None), undo or UndoForm(formdata=None)
    sent = next((form for form in (undo, mapping) if form.errors or form.form_errors), decide)
    if refused is not None and found.head.status == "applied":
        sent = undo
    forms = {"mapping": mapping, "decide": decide, "undo": undo}
    return form_page("registers_exchange/show.html", sent, refused, **forms, **_shown(one, found))


def _shown(one: Register, found: BatchPage) -> dict[str, Any]:
    """What the page says besides its forms."""
    rows, number, following = _rows(found)
    return {
        "reg": one,
        "found": found,
        "rows": rows,
        "number": number,
        "following": following,
        "only": request.args.get("only") == WRONG,
        "labels": {column.key: column.label for column in found.columns},
        "words": AFTER if found.head.status in ("applied", "undone") else BEFORE,
        "status_words": STATUS,
        "say": say,
    }


def _rows(found: BatchPage) -> tuple[list[tuple[Row, list[tuple[str, str]]]], int, int | None]:
    """One page of rows, each with what the file says in its columns; the number of the page and of the next."""
    typed = request.args.get("page", "")
    number = max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    content = found.content
    chosen = [row for row in content.rows if request.args.get("only") != WRONG or row.what == WRONG]
    some = chosen[(number - 1) * PAGE : number * PAGE]
    shown = [
        (
            row,
            [
                (heading, cell)
                for heading, key, cell in zip(
                    content.head, content.mapping, content.cells[row.number - 2], strict=True
                )
                if key and cell.strip()
            ],
        )
        for row in some
    ]
    return shown, number, number + 1 if len(chosen) > number * PAGE else None
