"""The door for anybody: a concern without a name, and the way back to it by its code.

Nothing here asks who somebody is: the session is not looked at, and no address is kept.
"""

from __future__ import annotations

from flask import Blueprint, Response, g
from flask_babel import gettext

from forms.concerns import CodeForm, CodeMessageForm, NamelessForm
from views.answers import form_page, page
from views.refusals import beside
from views.security import guard
from workflows.assurance.concerns.page import opened_by
from workflows.assurance.concerns.raising import RaiseConcern, raise_without_name
from workflows.assurance.concerns.register import KINDS
from workflows.assurance.concerns.talking import WriteWithCode, write_with_code
from workflows.ground.refused import Refused, Replayed

pages = Blueprint("concern_door", __name__, url_prefix="/concern")


@pages.before_request
def forget_who() -> None:
    """Makes every page here the same for everybody, whoever may be signed in in this browser."""
    g.person = None


@pages.get("")
@guard("public")
def show() -> Response:
    """Asks what worries somebody."""
    return _form(NamelessForm())


@pages.post("")
@guard("public")
def send() -> Response:
    """Takes the concern and shows the code, once."""
    form = NamelessForm()
    form.kind.choices = _kinds()
    if not form.validate():
        return _form(form)
    command = RaiseConcern(
        "", form.what.data or "", str(form.kind.data or ""), form.about.data or "", form.wants.data or "",
        submit_id=form.submit_id.data,
    )  # fmt: skip
    try:
        made = raise_without_name(command)
    except Refused as refused:
        return _form(form, beside(refused))
    return page("concerns/code.html", code=made.code)


@pages.get("/look")
@guard("public")
def looking() -> Response:
    """Asks for the code."""
    return form_page("concerns/look.html", CodeForm())


@pages.post("/look")
@guard("public")
def look() -> Response:
    """Shows what a code opens; the code stays in the form, never in an address."""
    form = CodeForm()
    if not form.validate():
        return form_page("concerns/look.html", form)
    return _thread(form.code.data or "", form)


@pages.post("/message")
@guard("public")
def write() -> Response:
    """Adds a message with the code."""
    form = CodeMessageForm()
    code = form.code.data or ""
    if not form.validate():
        return _thread(code, form, form)
    try:
        write_with_code(WriteWithCode(code, form.text.data or "", form.submit_id.data))
    except Replayed:
        return _thread(code, form)
    except Refused as refused:
        return _thread(code, form, form, beside(refused))
    return _thread(code, form, said=gettext("Your message is there. Look again in a few days."))


for view in (show, send, looking, look, write):
    # Whoever is signed in is nobody here.
    view.needs_nobody = True  # type: ignore[attr-defined]


def _kinds() -> list[tuple[str, str]]:
    return [(key, gettext(word)) for key, word in KINDS]


def _form(form: NamelessForm, refused: Refused | None = None) -> Response:
    form.kind.choices = _kinds()
    return form_page("concerns/nameless.html", form, refused)


def _thread(
    code: str,
    asked: CodeForm,
    form: CodeMessageForm | None = None,
    refused: Refused | None = None,
    said: str = "",
) -> Response:
    """The concern behind a code, with a form for another message; the form of the code when it opens none."""
    try:
        found = opened_by(code)
    except Refused as wrong:
        return form_page("concerns/look.html", asked, beside(wrong))
    if form is None:
        form = CodeMessageForm(formdata=None)
        form.code.data = code
    return form_page("concerns/opened.html", form, refused, found=found, said_now=said)
