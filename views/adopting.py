"""Importing systems in use: read the list, look at every row, register all or none."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext, ngettext

from forms.adopting import AdoptingForm
from forms.base import ActionForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard
from views.words import say
from workflows.ground.refused import NotAllowed, NotFound, Refused, Replayed
from workflows.inventory.registers.exchange.csv_text import LARGEST_FILE
from workflows.lifecycle.adopting.importing import (
    BatchAct,
    ReadList,
    apply_systems,
    drop_systems,
    read_systems,
)
from workflows.lifecycle.adopting.page import import_page, may_import
from workflows.lifecycle.adopting.rows import COLUMNS

pages = Blueprint("adopting", __name__, url_prefix="/systems/import")

TWICE = "This was sent twice and done once."


@pages.get("")
@guard("signed_in")
def reading() -> Response:
    """The form that takes the list, and what its columns are called."""
    return _form(AdoptingForm(formdata=None))


@pages.post("")
@guard("signed_in")
def read() -> Response:
    """Reads the list and goes on to its rows."""
    form = AdoptingForm()
    if not form.validate():
        return _form(form)
    data = form.file.data.stream.read(LARGEST_FILE + 1)
    try:
        made = read_systems(
            current_actor(), ReadList(data, form.file.data.filename or "", form.submit_id.data)
        )
    except Replayed as first:
        return done(f"/systems/import/{first.ref}", gettext(TWICE))
    except NotAllowed:
        raise
    except Refused as refused:
        return _form(form, beside(refused))
    return done(f"/systems/import/{made}")


@pages.get("/<int:list_id>")
@guard("signed_in")
def show(list_id: int) -> Response:
    """Every row with what is wrong with it, or with what was made of it."""
    return _list(ActionForm(formdata=None), list_id)


@pages.post("/<int:list_id>")
@guard("signed_in")
def settle(list_id: int) -> Response:
    """Registers all rows, or drops the list."""
    form, here = ActionForm(), f"/systems/import/{list_id}"
    if not form.validate():
        return _list(form, list_id)
    act = BatchAct(list_id, form.submit_id.data)
    try:
        if request.form.get("do") == "drop":
            drop_systems(current_actor(), act)
            return done("/systems/import", gettext("The list is dropped; nothing was made."))
        made = apply_systems(current_actor(), act)
    except Replayed:
        return done(here, gettext(TWICE))
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _list(form, list_id, beside(refused))
    said = ngettext(
        "%(num)s system is registered, with a draft of its adoption.",
        "%(num)s systems are registered, each with a draft of its adoption.",
        len(made.systems),
    )
    return done(here, str(said))


def _form(form: AdoptingForm, refused: Refused | None = None) -> Response:
    may_import(current_actor())
    return form_page("adopting/read.html", form, refused, columns=[names[0] for names in COLUMNS.values()])


def _list(form: ActionForm, batch_id: int, refused: Refused | None = None) -> Response:
    found = import_page(current_actor(), batch_id)
    return form_page("adopting/list.html", form, refused, found=found, say=say)
