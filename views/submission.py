"""Sends a request: the check before, the confirmation after, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from forms.requests import SubmitForm
from forms.signing import WithdrawForm
from views.answers import done, form_page, page, problems_of
from views.refusals import beside
from views.security import current_actor, guard
from views.words import sentence
from workflows.approvals.preparing.check import check
from workflows.approvals.preparing.desk import request_head
from workflows.approvals.preparing.sent import sent
from workflows.approvals.submitting import Submit, submit_request
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed, Several

pages = Blueprint("submission", __name__, url_prefix="/requests/<ref(REQ):request_id>")


@pages.get("/check")
@guard("signed_in")
def look(request_id: int) -> Response:
    """Every answer, what reviewers will see as changed, and who will be asked; nothing is sent yet."""
    return _page(ref("REQ", request_id), SubmitForm())


@pages.post("/check")
@guard("signed_in")
def submit(request_id: int) -> Response:
    """Hands the request in, or says what is missing with a link to each."""
    request_ref, form = ref("REQ", request_id), SubmitForm()
    if not form.validate():
        return _page(request_ref, form)
    command = Submit(request_ref, form.said.data or "", submit_id=form.submit_id.data)
    try:
        handed_in = submit_request(current_actor(), command)
    except Replayed:
        return done(f"/requests/{request_ref}/sent", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(request_ref, form, beside(refused))
    said = gettext("%(ref)s is sent as round %(round)s.", ref=request_ref, round=handed_in.round_number)
    return done(f"/requests/{request_ref}/sent", said)


@pages.get("/sent")
@guard("signed_in")
def confirmation(request_id: int) -> Response:
    """What was sent, whose turn it is now, and what happens next."""
    found = sent(current_actor(), ref("REQ", request_id))
    if found.sent_at is None:
        return done(f"/requests/{found.head.ref}/edit")
    return page("requests/editor/sent.html", found=found, head=found.head)


@pages.get("/withdraw")
@guard("signed_in")
def leaving(request_id: int) -> Response:
    """Asks for the reason before a request is taken back."""
    head = request_head(current_actor(), ref("REQ", request_id))
    return form_page("requests/editor/withdraw.html", WithdrawForm(), head=head)


def _page(request_ref: str, form: SubmitForm, refused: Refused | None = None) -> Response:
    """The check; what is missing leads from the summary to the line of its item."""
    found = check(current_actor(), request_ref)
    if not isinstance(refused, Several):
        return form_page("requests/editor/check.html", form, refused, found=found, head=found.head)
    problems: list[Any] = [(f"line-{one.field}", sentence(one)) for one in refused.reasons]
    problems += problems_of(form)
    return page("requests/editor/check.html", 422, form=form, problems=problems, found=found, head=found.head)
