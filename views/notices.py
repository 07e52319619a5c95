"""The notices of the reader, how they want to be told, and messages that did not arrive."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.base import ActionForm
from forms.notices import CHOOSABLE, ChoicesForm, ReadForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.ground.refused import Refused
from workflows.notices.choices import Choice, ChooseNotices, choose_notices, my_choices
from workflows.notices.failures import SendAgain, failures, send_again
from workflows.notices.listing import MarkRead, mark_read, my_notices
from workflows.notices.mail.setting import mail_is_on

pages = Blueprint("notices", __name__)


@pages.get("/notices")
@guard("signed_in")
def index() -> Response:
    """What the reader was told, newest first."""
    return _list(ReadForm(formdata=None))


@pages.post("/notices/read")
@guard("signed_in")
def read() -> Response:
    """Marks one notice, or all, as read."""
    form = ReadForm()
    if not form.validate():
        return _list(form)
    try:
        mark_read(current_actor(), MarkRead(form.notice.data or "", submit_id=form.submit_id.data))
    except Refused as refused:
        return _list(form, beside(refused))
    return done("/notices")


@pages.get("/preferences/notices")
@guard("signed_in")
def choices() -> Response:
    """Every topic with the ways the reader chose."""
    lines = my_choices(_me())
    kept: dict[str, object] = {f"mail_{one.topic.key}": one.choice.mail for one in lines}
    kept |= {f"in_app_{one.topic.key}": one.choice.in_app for one in lines}
    return _choices(ChoicesForm(formdata=None, data=kept))


@pages.post("/preferences/notices")
@guard("signed_in")
def choose() -> Response:
    """Keeps the reader's choice."""
    form = ChoicesForm()
    if not form.validate():
        return _choices(form)
    chosen = {key: Choice(form[f"in_app_{key}"].data, form[f"mail_{key}"].data) for key in CHOOSABLE}
    try:
        choose_notices(current_actor(), ChooseNotices(chosen, form.submit_id.data))
    except Refused as refused:
        return _choices(form, beside(refused))
    return done("/preferences/notices", gettext("Saved. This is how you are told."))


@pages.get("/deliveries")
@guard("administrator")
def undelivered() -> Response:
    """Messages that did not arrive, with the reason."""
    return _undelivered(ActionForm(formdata=None))


@pages.post("/deliveries/<delivery_uuid>/again")
@guard("administrator")
def again(delivery_uuid: str) -> Response:
    """Sends a message that was given up again."""
    form = ActionForm()
    if not form.validate():
        return _undelivered(form)
    try:
        send_again(current_actor(), SendAgain(delivery_uuid, form.submit_id.data))
    except Refused as refused:
        return _undelivered(form, beside(refused))
    return done("/deliveries", gettext("The message is tried again."))


def _me() -> int:
    person = current_person()
    return person.id if person else 0


def _number() -> int:
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _list(form: ReadForm, refused: Refused | None = None) -> Response:
    found = my_notices(_me(), _number())
    lines = [(one, say(one.code, one.params)) for one in found.lines]
    return form_page("notices/index.html", form, refused, found=found, lines=lines)


def _choices(form: ChoicesForm, refused: Refused | None = None) -> Response:
    return form_page("notices/choices.html", form, refused, keys=list(CHOOSABLE), mail_is_on=mail_is_on())


def _undelivered(form: ActionForm, refused: Refused | None = None) -> Response:
    return form_page("notices/undelivered.html", form, refused, found=failures(_number()))
