"""Puts a revision into force: by its team, or in the high tier by the signature of somebody who did not make it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response
from flask_babel import gettext

from forms.base import ActionForm
from forms.revisions import ConfirmForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused, Replayed
from workflows.inventory.registers.attesting import Attest, attest_record, proof_purpose
from workflows.inventory.revisions.register import CONFIRM, REVISIONS
from workflows.lifecycle.revising.forcing import Force, put_into_force
from workflows.lifecycle.revising.page import force_page
from workflows.people.proof import prove

pages = Blueprint("revisions", __name__, url_prefix="/registers/revisions/<ref(REV):revision_id>")


@pages.get("/force")
@guard("signed_in")
def show(revision_id: int) -> Response:
    """The verdict of the envelope's rules, and what can be done now."""
    return _page(ConfirmForm(formdata=None), revision_id)


@pages.post("/force")
@guard("signed_in")
def force(revision_id: int) -> Response:
    """Settles the revision: in force, or outside its envelope."""
    form = ActionForm()
    if not form.validate():
        return _page(ConfirmForm(formdata=None), revision_id, Refused("submit_id_missing"))
    try:
        forced = put_into_force(current_actor(), Force(revision_id, form.submit_id.data))
    except Replayed:
        return done(_home(revision_id), gettext("This was sent twice and done once."))
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(ConfirmForm(formdata=None), revision_id, beside(refused))
    if forced.in_force:
        return done(_home(revision_id), gettext("%(ref)s is in force.", ref=forced.ref))
    why = " ".join(say(code, dict(params)) for code, params in forced.reasons)
    said = gettext("%(ref)s lies outside its envelope: it is a new version. %(why)s", ref=forced.ref, why=why)
    return done(_home(revision_id), said)


@pages.post("/confirm")
@guard("signed_in")
def confirm(revision_id: int) -> Response:
    """Signs that the revision lies inside its envelope; it is in force with that."""
    form = ConfirmForm()
    if not form.validate():
        return _page(form, revision_id)
    seen = str(form.digest.data or "")[:64]
    command = Attest(
        REVISIONS.key, revision_id, CONFIRM, str(form.role.data), seen, submit_id=form.submit_id.data
    )
    try:
        proof = prove(current_actor(), form.password.data or "", proof_purpose(command))
        attest_record(current_actor(), replace(command, proof=proof))
    except Replayed:
        return done(_home(revision_id), gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(form, revision_id, beside(refused))
    return done(_home(revision_id), gettext("You confirmed it; it is in force."))


def _home(revision_id: int) -> str:
    return f"/registers/revisions/{ref('REV', revision_id)}"


def _page(form: ConfirmForm, revision_id: int, refused: Refused | None = None) -> Response:
    found = force_page(current_person(), revision_id)
    form.role.choices = [(role, label) for role, label, _ in found.roles]
    if not form.digest.data or refused is not None:
        form.digest.data = found.digest
    return form_page("revisions/force.html", form, refused, found=found, say=say)
