"""The review page and every act on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.base import ActionForm
from forms.signing import AdmitForm, CommentForm, RecuseForm, RetractForm, SignForm, TickForm, WithdrawForm
from views.answers import done
from views.review_parts import address, command_of, happened, named, plain_key, read, show, signed
from views.review_words import value_word
from views.security import current_actor, guard
from workflows.approvals.admitting import Admit, admit_signer
from workflows.approvals.discussing import Say, Tick, comment_on, tick_evidence
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.retracting import Retract, retract_signature
from workflows.approvals.signing import Sign
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused, Stale

pages = Blueprint("review", __name__, url_prefix="/requests/<ref(REQ):request_id>")


@pages.get("")
@guard("signed_in")
def page(request_id: int) -> Response:
    """Everything a reviewer needs on one screen."""
    return show(read(ref("REQ", request_id)))


@pages.post("/sign")
@guard("signed_in")
def sign(request_id: int) -> Response:
    """Signs a decision, or gives the form one more row when only that was asked for."""
    request_ref, form = ref("REQ", request_id), SignForm()
    if "add" in request.form:
        return show(read(request_ref), form, grown=form.add_row(request.form["add"]))
    if not form.validate():
        return show(read(request_ref), form)
    try:
        result = signed(command_of(request_ref, form), form.password.data or "")
    except NotFound:
        raise
    except Refused as refused:
        return _not_signed(request_ref, form, refused)
    said = gettext("You signed: %(what)s.", what=value_word("decision", result.decision))
    return done(f"/requests/{request_ref}?signed=1", said)


def _not_signed(request_ref: str, form: SignForm, refused: Refused) -> Response:
    """The page with what was typed: as it was, or as it is now when the content or the seats moved meanwhile."""
    stale = isinstance(refused, Stale)
    found = read(request_ref, since=plain_key(form.digest.data) if stale else "")
    if stale:
        # The decision was about another content: it has to be taken anew.
        form.decision.data, refused.field = None, None
    refused.field = form.place_of(refused.field)
    was_first = happened(refused, found, plain_key(form.seat.data))
    if was_first:
        form.form_errors.append(was_first)
    confirm = refused.code == "evidence_unchecked"
    return show(found, form, named(refused, found), stale=stale, confirm=confirm)


@pages.post("/recuse")
@guard("signed_in")
def recuse(request_id: int) -> Response:
    """Signs that the reader steps back."""
    form = RecuseForm()
    command = Sign(
        ref("REQ", request_id),
        plain_key(form.seat.data),
        "recuse",
        plain_key(form.digest.data),
        form.recuse_reason.data or "",
        submit_id=form.submit_id.data,
    )
    names = {"reason": "recuse_reason", "password": "recuse_password", "digest": ""}
    act = partial(signed, command, form.recuse_password.data or "")
    return _act(request_id, form, act, gettext("You stepped back from this request."), names)


@pages.post("/retract")
@guard("signed_in")
def retract(request_id: int) -> Response:
    """Takes the reader's own signature back."""
    form = RetractForm()
    command = Retract(
        ref("REQ", request_id),
        plain_key(form.seat.data),
        form.retract_reason.data or "",
        submit_id=form.submit_id.data,
    )
    act = partial(retract_signature, current_actor(), command)
    said = gettext("Your signature no longer counts. It stays in the record.")
    return _act(request_id, form, act, said, {"reason": "retract_reason"})


@pages.post("/comments")
@guard("signed_in")
def comment(request_id: int) -> Response:
    """Adds a remark to the discussion."""
    form = CommentForm()
    command = Say(
        ref("REQ", request_id),
        form.text.data or "",
        plain_key(form.item.data),
        submit_id=form.submit_id.data,
    )
    act = partial(comment_on, current_actor(), command)
    return _act(request_id, form, act, gettext("Your comment was added."))


@pages.post("/ticks")
@guard("signed_in")
def tick(request_id: int) -> Response:
    """Says that a file was checked and goes on to the next one, or takes that back."""
    form, checked = TickForm(), request.form.get("checked") == "1"
    request_ref, evidence = ref("REQ", request_id), str(form.evidence.data or "")
    try:
        if not form.validate():
            return show(read(request_ref), form)
        tick_evidence(current_actor(), Tick(request_ref, evidence, checked, submit_id=form.submit_id.data))
    except NotFound:
        raise
    except Refused as refused:
        return show(read(request_ref), form, refused)
    return done(_after_tick(request_ref, evidence, checked))


def _after_tick(request_ref: str, evidence: str, checked: bool) -> str:
    """Where to go on: the next file that is still to be checked, or where the reader was."""
    following = request.form.get("following", "") if checked else ""
    return address(
        request_ref, evidence=following or evidence, seat=request.form.get("seat", ""), part="item"
    )


@pages.post("/admit")
@guard("signed_in")
def admit(request_id: int) -> Response:
    """Admits a person with a later grant to an open seat."""
    form = AdmitForm()
    seat_key, _, person = str(form.choice.data or "").rpartition(":")
    command = Admit(
        ref("REQ", request_id),
        seat_key,
        int(person) if person.isascii() and person.isdigit() and len(person) < 19 else 0,
        form.admit_reason.data or "",
        submit_id=form.submit_id.data,
    )
    act = partial(admit_signer, current_actor(), command)
    names = {"reason": "admit_reason", "person_id": "choice"}
    return _act(request_id, form, act, gettext("The person may sign that seat now."), names)


@pages.post("/withdraw")
@guard("signed_in")
def withdraw(request_id: int) -> Response:
    """Takes the request back for the team."""
    form = WithdrawForm()
    command = Withdraw(ref("REQ", request_id), form.withdraw_reason.data or "", submit_id=form.submit_id.data)
    act = partial(withdraw_request, current_actor(), command)
    return _act(request_id, form, act, gettext("The request is withdrawn."), {"reason": "withdraw_reason"})


def _act(
    request_id: int,
    form: ActionForm,
    act: Callable[[], Any],
    said: str,
    names: dict[str, str] | None = None,
) -> Response:
    """Runs one small act: back to the page with a sentence, or the page again with the refusal beside its field."""
    request_ref = ref("REQ", request_id)
    if not form.validate():
        return show(read(request_ref), form)
    try:
        act()
    except NotFound:
        raise
    except Refused as refused:
        refused.field = (names or {}).get(refused.field or "", refused.field) or None
        return show(read(request_ref), form, refused)
    return done(f"/requests/{request_ref}", said)
