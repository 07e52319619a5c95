"""Concerns of people with an account: raised, followed, and answered by those who look into them."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.concerns import ConcernForm, MessageForm
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, guard, reader
from workflows.assurance.concerns.page import my_concerns, thread_page
from workflows.assurance.concerns.raising import RaiseConcern, raise_concern
from workflows.assurance.concerns.register import HANDLERS, KINDS
from workflows.assurance.concerns.talking import WriteMessage, write_message
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.offering import systems_to_choose

pages = Blueprint("concerns", __name__, url_prefix="/concerns")


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """The reader's own concerns, and where those who look into them find all."""
    handles = any(role[0] in HANDLERS for role in reader().roles)
    return page("concerns/index.html", mine=my_concerns(reader()), handles=handles)


@pages.get("/new")
@guard("signed_in")
def raising() -> Response:
    """Asks what worries somebody."""
    return _form(ConcernForm())


@pages.post("/new")
@guard("signed_in")
def send() -> Response:
    """Raises the concern."""
    form = _with_choices(ConcernForm())
    if not form.validate():
        return _form(form)
    kind, wants = str(form.kind.data or ""), form.wants.data or ""
    command = RaiseConcern(
        form.title.data or "", form.what.data or "", kind, form.about.data or "", wants,
        form.system_id, bool(form.keep_hidden.data), form.submit_id.data,
    )  # fmt: skip
    try:
        made = raise_concern(current_actor(), command)
    except Replayed as again:
        return done(f"/concerns/{again.ref}", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _form(form, beside(refused))
    return done(f"/concerns/{made.ref}", gettext("%(ref)s is raised. Answers come here.", ref=made.ref))


@pages.get("/<ref(CON):concern_id>")
@guard("signed_in")
def show(concern_id: int) -> Response:
    """One concern with its messages."""
    return _thread(concern_id, MessageForm())


@pages.post("/<ref(CON):concern_id>")
@guard("signed_in")
def write(concern_id: int) -> Response:
    """Adds a message."""
    form, home = MessageForm(), f"/concerns/{ref('CON', concern_id)}"
    if not form.validate():
        return _thread(concern_id, form)
    try:
        write_message(current_actor(), WriteMessage(concern_id, form.text.data or "", form.submit_id.data))
    except Replayed:
        return done(home, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _thread(concern_id, form, beside(refused))
    return done(home, gettext("Your message is there."))


def _with_choices(form: ConcernForm) -> ConcernForm:
    form.kind.choices = [(key, gettext(word)) for key, word in KINDS]
    none = ("0", gettext("None in particular, or I do not know"))
    form.system.choices = [none, *((str(key), name) for key, name in systems_to_choose(reader()))]
    return form


def _form(form: ConcernForm, refused: Refused | None = None) -> Response:
    return form_page("concerns/new.html", _with_choices(form), refused)


def _thread(concern_id: int, form: MessageForm, refused: Refused | None = None) -> Response:
    return form_page("concerns/thread.html", form, refused, found=thread_page(reader(), concern_id))
