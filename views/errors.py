"""Every refusal and every fault, answered once: a page that says what happened, what was kept and what to do."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import structlog
from flask import Flask, Response, flash, g, make_response, redirect, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from views import people_door
from views.origin import from_here
from views.refs import address_of
from views.returns import here, local_path
from views.security import SAFE_METHODS, current_person
from views.words import sentence
from workflows.ground.ids import parse_ref, ref, uuid7
from workflows.ground.outage import database_is_away
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused, Replayed, Unavailable

_log = structlog.get_logger("countersign")

RETRY_AFTER = "10"
_SECRET = re.compile(r"(^|[_-])(password|secret|token|passphrase|credential|otp)([0-9_-]|$)|^(setup_)?code$")
"""Names of fields whose content is never shown again."""


@dataclass(frozen=True)
class Kept:
    """One thing somebody typed, to be sent again."""

    name: str
    label: str
    value: str


def kept_fields(form: MultiDict[str, str]) -> list[Kept]:
    """Everything typed into a form but its keys and anything secret."""
    mine = {"csrf_token", "submit_id"}
    return [
        Kept(name, name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, value in form.items(multi=True)
        if name not in mine and not _SECRET.search(name.lower())
    ]


def answer(status: int, template: str = "errors/page.html", **context: Any) -> Response:
    """An error page with its status."""
    return make_response(render_template(template, status=status, **context), status)


def refused_page(refused: Refused) -> Response:
    """A refusal that no form took: its sentence on a page with the right status."""
    if isinstance(refused, NotFound):
        return not_found_page()
    if isinstance(refused, NotAllowed):
        return not_allowed_page(refused)
    if isinstance(refused, Unavailable):
        return away_page() if refused.code == "database_away" else busy_page(refused)
    if isinstance(refused, Conflict):
        return answer(409, title=gettext("Somebody was faster"), text=sentence(refused), back=here())
    return answer(422, title=gettext("This cannot be done"), text=sentence(refused), back=here())


def not_found_page(_error: Any = None) -> Response:
    """The same page for what does not exist and for what the reader may not see."""
    last = request.path.rstrip("/").rpartition("/")[2][:60]
    found = parse_ref(last)
    return answer(404, "errors/not_found.html", wanted=ref(*found) if found else last)


def not_allowed_page(refused: NotAllowed) -> Response:
    """Sign-in for those who are nobody yet, the reason and who can help for everybody else."""
    if refused.code == "sign_in_first":
        if request.method not in SAFE_METHODS:
            return again_page(401) if from_here(strict=True) else sign_in()
        return sign_in()
    return answer(403, title=gettext("Not with your privileges"), text=sentence(refused), back="/")


def sign_in() -> Response:
    """On to the sign-in, or to the set-up while nobody can sign in, and back here afterwards."""
    address = "/setup" if people_door.setup_is_open() else f"/login?next={quote(here(), safe='/?=')}"
    reply = redirect(address, code=303)
    assert isinstance(reply, Response)
    return reply


def csrf_page(_error: CSRFError) -> Response:
    """A form whose key is no longer good: shown again with its text, if a page of ours sent it."""
    if from_here(strict=True):
        return again_page(403)
    return answer(
        403,
        title=gettext("This form came without its key"),
        text=gettext("Nothing was done. Open the page anew, fill it in and send it from there."),
        back=here(),
    )


def again_page(status: int) -> Response:
    """What was typed, in a form with a fresh key; files and passwords have to be given again."""
    files = [file.filename for file in request.files.values() if file.filename]
    return answer(
        status,
        "errors/again.html",
        kept=kept_fields(request.form),
        target=local_path(request.full_path.rstrip("?")),
        submit_id=request.form.get("submit_id") or uuid7(),
        csrf=generate_csrf(),
        files=files,
        signed_in=current_person() is not None,
        came_from=here(),
    )


def replayed(error: Replayed) -> Response:
    """The same form came twice: on to what the first one made."""
    flash(gettext("This was sent twice and done once."))
    reply = redirect(address_of(error.ref) or local_path(error.ref, here()), code=303)
    assert isinstance(reply, Response)
    return reply


def away_page() -> Response:
    """The database does not answer; the page asks it nothing."""
    g.person = None
    reply = answer(
        503, "errors/bare.html", title=gettext("Countersign cannot reach its database"), reference=None
    )
    reply.headers["Retry-After"] = RETRY_AFTER
    return reply


def busy_page(refused: Unavailable) -> Response:
    """A part other than the database does not answer: its own sentence, and the way back."""
    reply = answer(
        503, title=gettext("A part of Countersign does not answer"), text=sentence(refused), back=here()
    )
    reply.headers["Retry-After"] = RETRY_AFTER
    return reply


def http_page(error: HTTPException) -> Response:
    """Flask's own refusals in our words, with the headers they bring (`Allow`, `Retry-After`)."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return make_response(error.get_response())
    if status == 404:
        return not_found_page()
    if status == 500:
        return fault_page(getattr(error, "original_exception", None) or error)
    title, text = _WORDS.get(status, (_OTHER_TITLE, _OTHER_TEXT))
    reply = answer(status, title=gettext(title), text=gettext(text), back=here())
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            reply.headers[name] = value
    return reply


def fault_page(error: Exception) -> Response:
    """Anything unforeseen: one log line with a reference, and a page that names it."""
    if database_is_away(error):
        _log.warning("database_away", path=request.path, error=type(error).__name__)
        return away_page()
    reference = uuid7()
    _log.error(
        "fault",
        reference=reference,
        method=request.method,
        path=request.path,
        endpoint=request.endpoint,
        error=type(error).__name__,
        trace="".join(traceback.format_exception(error)),
    )
    g.person = None
    return answer(
        500, "errors/bare.html", title=gettext("Something went wrong on our side"), reference=reference
    )


def N_(text: str) -> str:
    """Marks a sentence for translation."""
    return text


_OTHER_TITLE = N_("This request was not understood")
_OTHER_TEXT = N_("Nothing was changed. Go back, look at what was sent and try again.")
_WORDS = {
    400: (_OTHER_TITLE, _OTHER_TEXT),
    401: (N_("Sign in first"), N_("Nothing was changed.")),
    403: (
        N_("Not with your privileges"),
        N_("Nothing was changed. An administrator can tell you who may do this."),
    ),
    405: (N_("This address does not take that"), N_("The page exists, but not for this kind of request.")),
    409: (N_("Somebody was faster"), N_("Nothing of yours was stored. Look again and decide again.")),
    410: (N_("This is gone"), N_("The link has been used or has run out.")),
    413: (
        N_("Too much at once"),
        N_("What you sent is larger than allowed. Nothing was stored; send less or smaller files."),
    ),
    415: (N_("This kind of content is not taken"), N_("Nothing was stored.")),
    429: (N_("Too many attempts"), N_("Nothing was changed. Wait a little, then try again.")),
    503: (N_("Not available at the moment"), N_("Nothing was changed. Try again in a moment.")),
}


def install(app: Flask) -> None:
    """Registers every answer of this module with `app`."""
    app.register_error_handler(Refused, refused_page)
    app.register_error_handler(Replayed, replayed)
    app.register_error_handler(CSRFError, csrf_page)
    app.register_error_handler(HTTPException, http_page)
    app.register_error_handler(Exception, fault_page)
