"""Pages about who outside is told: other programs by signed webhooks, and chat rooms. Nothing comes in here."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, session
from flask_babel import gettext

from forms.base import ActionForm
from forms.endpoints import EndpointForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused, Replayed
from workflows.notices.hooks import endpoints
from workflows.notices.hooks.endpoints import AddEndpoint, Made, OnEndpoint, Replay
from workflows.notices.hooks.events import NAMES
from workflows.notices.hooks.queries import list_endpoints, one_endpoint

pages = Blueprint("endpoints", __name__, url_prefix="/admin/webhooks")

ONCE = "endpoint_once"


@pages.get("")
@guard("administrator")
def index() -> Response:
    """Every endpoint, and the form for another."""
    return _list(EndpointForm(formdata=None))


@pages.post("")
@guard("administrator")
def add() -> Response:
    """Adds an endpoint; its secret is shown on the next page, and only there."""
    form = EndpointForm()
    form.events.choices = [(name, name) for name in NAMES]
    if not form.validate():
        return _list(form)
    command = AddEndpoint(
        name=form.name.data or "",
        kind=form.kind.data or "",
        url=form.url.data or "",
        events=tuple(form.events.data or ()),
        submit_id=form.submit_id.data,
    )
    try:
        made = endpoints.add_endpoint(current_actor(), command)
    except Refused as refused:
        return _list(form, beside(refused))
    return _made(made, gettext("%(name)s is told from now on.", name=made.name))


@pages.get("/<int:endpoint_id>")
@guard("administrator")
def show(endpoint_id: int) -> Response:
    """One endpoint with its newest messages; a secret that was just made is shown here once."""
    return _show(endpoint_id)


@pages.post("/<int:endpoint_id>/rotate")
@guard("administrator")
def rotate(endpoint_id: int) -> Response:
    """A new signing secret; the present one stays valid beside it."""
    return _act(
        endpoint_id,
        endpoints.rotate_secret,
        gettext("A new secret is made. Both are valid until you end the old one."),
    )


@pages.post("/<int:endpoint_id>/retire")
@guard("administrator")
def retire(endpoint_id: int) -> Response:
    """Ends the secret before."""
    return _act(endpoint_id, endpoints.retire_secret, gettext("Only the newest secret is valid now."))


@pages.post("/<int:endpoint_id>/off")
@guard("administrator")
def off(endpoint_id: int) -> Response:
    """Stops the messages and drops what waits."""
    return _act(endpoint_id, endpoints.switch, gettext("Nothing is sent there any more."), "off")


@pages.post("/<int:endpoint_id>/on")
@guard("administrator")
def on(endpoint_id: int) -> Response:
    """Lets messages go there again."""
    return _act(endpoint_id, endpoints.switch, gettext("Messages go there again."), "on")


@pages.post("/<int:endpoint_id>/test")
@guard("administrator")
def test(endpoint_id: int) -> Response:
    """Puts a test message on its way."""
    said = gettext("A test message is on its way. The log below shows what came of it in a moment.")
    return _act(endpoint_id, endpoints.try_endpoint, said)


@pages.post("/<int:endpoint_id>/messages/<int:number>/replay")
@guard("administrator")
def replay(endpoint_id: int, number: int) -> Response:
    """Sends one message of the log again, under its old id."""

    def again(actor: Actor, command: OnEndpoint) -> Made:
        return endpoints.replay(actor, Replay(endpoint_id, number, command.submit_id))

    return _act(endpoint_id, again, gettext("The message is sent again under the same id."))


def _act(endpoint_id: int, act: Callable[..., Made], said: str, word: str = "") -> Response:
    """One act on an endpoint, then its page again."""
    form = ActionForm()
    if not form.validate():
        return _show(endpoint_id, Refused("submit_id_missing"))
    try:
        made = act(current_actor(), OnEndpoint(endpoint_id, word, form.submit_id.data))
    except Replayed:
        return done(f"/admin/webhooks/{endpoint_id}")
    except Refused as refused:
        return _show(endpoint_id, beside(refused))
    return _made(made, said)


def _made(made: Made, said: str) -> Response:
    if made.secret:
        session[ONCE] = (made.endpoint_id, made.secret)
    return done(f"/admin/webhooks/{made.endpoint_id}", said)


def _list(form: EndpointForm, refused: Refused | None = None) -> Response:
    form.events.choices = [(name, name) for name in NAMES]
    return form_page("webhooks/index.html", form, refused, endpoints=list_endpoints())


def _show(endpoint_id: int, refused: Refused | None = None) -> Response:
    endpoint, messages = one_endpoint(endpoint_id)
    fresh = session.pop(ONCE, None)
    secret = fresh[1] if fresh and fresh[0] == endpoint_id else None
    form = ActionForm(formdata=None)
    return form_page("webhooks/show.html", form, refused, endpoint=endpoint, sent=messages, secret=secret)
