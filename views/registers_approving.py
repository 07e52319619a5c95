"""Pages that ask for the approval of a record, and what a request about a record shows beside its seats."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.approving import AskForm, TakeBackAskingForm
from views.answers import done, form_page
from views.refusals import beside
from views.registers.door import home_of, take_key
from views.security import current_actor, guard, reader
from views.words import say
from workflows.assurance.approving.asking import (
    AskApproval,
    TakeBackAsking,
    ask_approval,
    take_back_asking,
)
from workflows.assurance.approving.page import AskedRecord, ask_page, asked_record
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.declaring import Register

pages = Blueprint("registers_approving", __name__, url_prefix="/registers")
pages.url_value_preprocessor(take_key)


@pages.app_template_global("asked_record")
def behind_request(request_ref: str) -> AskedRecord | None:
    """The record that a request is about, on the page of the request."""
    return asked_record(request_ref)


@pages.get("/<area:one>/<record:record_id>/ask")
@guard("signed_in")
def asking(one: Register, record_id: int) -> Response:
    """What the record lacks, who would decide, and the form that puts it forward."""
    return _page(one, record_id, AskForm())


@pages.post("/<area:one>/<record:record_id>/ask")
@guard("signed_in")
def ask(one: Register, record_id: int) -> Response:
    """Puts the record forward as it stands."""
    form = AskForm()
    if not form.validate():
        return _page(one, record_id, form)
    command = AskApproval(
        one.key, record_id, form.seen_revision(), form.said.data or "", submit_id=form.submit_id.data
    )
    try:
        asked = ask_approval(current_actor(), command)
    except Replayed:
        return done(home_of(one, ref(one.prefix, record_id)), gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(one, record_id, form, beside(refused))
    return done(
        f"/requests/{asked.request_ref}",
        gettext("%(ref)s is put forward with %(request)s.", ref=asked.record_ref, request=asked.request_ref),
    )


@pages.post("/<area:one>/<record:record_id>/ask/take-back")
@guard("signed_in")
def take_back(one: Register, record_id: int) -> Response:
    """Takes the open request about the record back."""
    form, here = TakeBackAskingForm(), ref(one.prefix, record_id)
    if not form.validate():
        return _page(one, record_id, AskForm(formdata=None), Refused("submit_id_missing"))
    try:
        taken = take_back_asking(current_actor(), TakeBackAsking(one.key, record_id, form.submit_id.data))
    except Replayed:
        return done(home_of(one, here), gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(one, record_id, AskForm(formdata=None), beside(refused))
    return done(home_of(one, here), gettext("%(ref)s is taken back.", ref=taken.request_ref))


def _page(one: Register, record_id: int, form: AskForm, refused: Refused | None = None) -> Response:
    found = ask_page(reader(), one, record_id)
    form.revision.data = form.revision.data or str(found.revision)
    back = TakeBackAskingForm(formdata=None)
    return form_page("approving/ask.html", form, refused, reg=one, found=found, back=back, say=say)
