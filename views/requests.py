"""The list of requests, and the page that asks for a gate."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.requests import StartForm
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused, Replayed
from workflows.lifecycle.asking import Door, StartPage, start_page
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.lifecycle.request_list import RequestFilter, list_requests

pages = Blueprint("requests", __name__)


@pages.get("/requests")
@guard("signed_in")
def index() -> Response:
    """The requests the reader may see, the most urgent first, filtered by what the address asks for."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    asked = {name: request.args.get(name, "")[:200] for name in ("gate", "status", "tier", "mine")}
    wanted = RequestFilter(words=request.args.get("q", "")[:200], **asked)
    after = request.args.get("after", "")[:20]
    return page("requests/list.html", found=list_requests(person, wanted, after), wanted=wanted, after=after)


@pages.get("/versions/<ref(VER):version_id>/start")
@guard("signed_in")
def start(version_id: int) -> Response:
    """Which gates can be asked for now, with what the chosen one needs to know."""
    found = start_page(current_actor(), version_id)
    form = StartForm(formdata=None, data={"gate": request.args.get("gate", ""), "old_version": "keep"})
    return _page(found, form)


@pages.post("/versions/<ref(VER):version_id>/start")
@guard("signed_in")
def ask(version_id: int) -> Response:
    """Opens the draft and goes on to its editor."""
    form, version_ref = StartForm(), ref("VER", version_id)
    if not form.validate():
        return _page(start_page(current_actor(), version_id), form)
    try:
        opened = open_gate(current_actor(), _command(version_ref, form))
    except Replayed as first:
        return done(f"/requests/{first.ref}/edit", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(start_page(current_actor(), version_id), form, beside(refused))
    text = gettext("%(ref)s is a draft now. Nothing is sent until you submit it.", ref=opened.ref)
    if opened.inherited:
        text += " " + gettext("%(count)s answers are taken over.", count=opened.inherited)
    return done(f"/requests/{opened.ref}/edit", text)


def start_again(version_id: int, refused: Refused) -> Response:
    """The page of asking with the reason why what it offered could not be taken."""
    form = StartForm(formdata=None, data={"gate": "", "old_version": "keep"})
    return _page(start_page(current_actor(), version_id), form, refused)


def _command(version_ref: str, form: StartForm) -> OpenGate:
    return OpenGate(
        version_ref,
        str(form.gate.data or "")[:40],
        change=str(form.change.data or "")[:80],
        change_text=form.change_text.data or "",
        next_label=form.next_label.data or "",
        old_version=str(form.old_version.data or "keep")[:20],
        limits=form.limits.data or "",
        submit_id=form.submit_id.data,
    )


def _page(found: StartPage, form: StartForm, refused: Refused | None = None) -> Response:
    door = _chosen(found, str(form.gate.data or ""))
    form.gate.data = door.gate if door else ""
    changes: list[Any] = [(row.key, row.text) for row in found.changes if row.shut is None]
    form.offer(changes, rework=bool(door and door.gate == "rework"))
    return form_page("requests/start/page.html", form, refused, found=found, door=door)


def _chosen(found: StartPage, gate: str) -> Door | None:
    """The gate that was asked for, else the first that can be asked for now."""
    return (
        found.door(gate)
        or next((door for door in found.ready if not door.open_ref), None)
        or next(iter(found.ready), None)
    )
