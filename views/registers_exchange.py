"""Files of registers: exports as CSV and XLSX, imports that are looked at, applied and taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext, ngettext

from forms.registers_exchange import DecideForm, ImportForm, MappingForm, UndoForm
from views.answers import done, form_page
from views.refusals import beside
from views.registers.lists import wanted_from
from views.registers_exchange_parts import STATUS, batch_sheet, home_of, key_from, table_file
from views.security import current_actor, current_person, guard
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.exchange.prefilling import takes_public
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.exchange.exporting import empty_sheet, export_sheet
from workflows.inventory.registers.exchange.importing import (
    BatchAct,
    StartImport,
    apply_import,
    drop_import,
    map_columns,
    start_import,
)
from workflows.inventory.registers.exchange.pages import columns_to_read, recent_batches
from workflows.inventory.registers.exchange.undoing import undo_import

pages = Blueprint("registers_exchange", __name__, url_prefix="/registers/<area:one>")


@pages.get("/export.<any(csv, xlsx):kind>")
@guard("signed_in")
def export(one: Register, kind: str) -> Response:
    """The records that fit the filters of the list, as a file."""
    return table_file(one, one.area, export_sheet(current_person(), one, wanted_from(one)), kind)


@pages.get("/import/columns.csv")
@guard("signed_in")
def template(one: Register) -> Response:
    """The headings that an import reads, as a file to fill in."""
    return table_file(one, f"{one.area}-columns", empty_sheet(one), "csv")


@pages.get("/import")
@guard("signed_in")
def starting(one: Register) -> Response:
    """Asks for a file, says what its columns may be, and lists the imports there were."""
    form = ImportForm()
    form.system.data = form.system.data or request.args.get("system", "")[:40]
    return _start_page(one, form)


@pages.post("/import")
@guard("signed_in")
def start(one: Register) -> Response:
    """Reads a file and goes on to what its rows would do."""
    form = ImportForm()
    if not form.validate():
        return _start_page(one, form)
    try:
        system_id = key_from("SYS", form.system, one)
        command = StartImport(
            one.key, form.filename, form.content(), system_id, form.version.data or "", form.submit_id.data
        )
        made = start_import(current_actor(), command)
    except Replayed as first:
        made = first.ref
    except Refused as refused:
        return _start_page(one, form, beside(refused))
    return done(f"{home_of(one)}/imports/{made}")


@pages.get("/imports/<ref(FILE):batch_id>")
@guard("signed_in")
def show(one: Register, batch_id: int) -> Response:
    """What an import would do, or did, row by row."""
    return batch_sheet(one, batch_id)


@pages.post("/imports/<ref(FILE):batch_id>/columns")
@guard("signed_in")
def columns(one: Register, batch_id: int) -> Response:
    """Reads the columns of a waiting import differently."""
    form = MappingForm()
    command = BatchAct(one.key, batch_id, mapping=form.mapping, submit_id=form.submit_id.data)
    if not form.validate():
        return batch_sheet(one, batch_id, mapping=form)
    try:
        map_columns(current_actor(), command)
    except Replayed:
        pass
    except Refused as refused:
        return batch_sheet(one, batch_id, refused=beside(refused), mapping=form)
    return done(f"{home_of(one)}/imports/FILE-{batch_id}", gettext("Every row was looked at again."))


@pages.post("/imports/<ref(FILE):batch_id>/apply")
@guard("signed_in")
def apply(one: Register, batch_id: int) -> Response:
    """Writes all rows of an import."""
    form, here = DecideForm(), f"{home_of(one)}/imports/FILE-{batch_id}"
    if not form.validate():
        return batch_sheet(one, batch_id, decide=form)
    try:
        count = apply_import(current_actor(), BatchAct(one.key, batch_id, submit_id=form.submit_id.data))
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        return batch_sheet(one, batch_id, refused=beside(refused), decide=form)
    return done(here, ngettext("%(num)s record was written.", "%(num)s records were written.", count))


@pages.post("/imports/<ref(FILE):batch_id>/drop")
@guard("signed_in")
def drop(one: Register, batch_id: int) -> Response:
    """Gives a waiting import up."""
    form = DecideForm()
    if not form.validate():
        return batch_sheet(one, batch_id, decide=form)
    try:
        drop_import(current_actor(), BatchAct(one.key, batch_id, submit_id=form.submit_id.data))
    except Replayed:
        pass
    except Refused as refused:
        return batch_sheet(one, batch_id, refused=beside(refused), decide=form)
    return done(f"{home_of(one)}/import", gettext("The import was dropped; nothing was written."))


@pages.post("/imports/<ref(FILE):batch_id>/undo")
@guard("signed_in")
def undo(one: Register, batch_id: int) -> Response:
    """Takes an applied import back."""
    form, here = UndoForm(), f"{home_of(one)}/imports/FILE-{batch_id}"
    if not form.validate():
        return batch_sheet(one, batch_id, undo=form)
    command = BatchAct(one.key, batch_id, reason=form.reason.data or "", submit_id=form.submit_id.data)
    try:
        count = undo_import(current_actor(), command)
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        return batch_sheet(one, batch_id, refused=beside(refused), undo=form)
    return done(here, ngettext("%(num)s record was taken back.", "%(num)s records were taken back.", count))


def _start_page(one: Register, form: ImportForm, refused: Refused | None = None) -> Response:
    shown: dict[str, Any] = {
        "reg": one,
        "columns": columns_to_read(one),
        "recent": recent_batches(current_person(), one),
        "public": takes_public(one.key),
        "status_words": STATUS,
    }
    return form_page("registers_exchange/start.html", form, refused, **shown)
