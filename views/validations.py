"""The page on which an independent validation is signed."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.evaluations import SignForm
from views.answers import done, form_page
from views.proving import proved
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.assurance.evaluations.signing import ASKED, ROLE
from workflows.assurance.evaluations.signing_page import signing_page
from workflows.assurance.evaluations.validations import SIGNED_AS, VALIDATIONS
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.attesting import Attest, attest_record, proof_purpose

pages = Blueprint("validations", __name__, url_prefix="/registers/validations")


@pages.get("/<ref(VAL):validation_id>/sign")
@guard("signed_in")
def signing(validation_id: int) -> Response:
    """What the validation says, the exact sentence, and the form that signs it."""
    return _page(SignForm(), validation_id)


@pages.post("/<ref(VAL):validation_id>/sign")
@guard("signed_in")
def sign(validation_id: int) -> Response:
    """Signs the validation as it stands."""
    form, here = SignForm(), f"/registers/validations/{ref('VAL', validation_id)}"
    if not form.validate():
        return _page(form, validation_id)
    command = Attest(
        VALIDATIONS.key,
        validation_id,
        SIGNED_AS,
        ROLE,
        str(form.digest.data or "")[:64],
        form.reason.data or "",
        submit_id=form.submit_id.data,
    )
    try:
        proof = proved(form.password.data or "", proof_purpose(command))
        attest_record(current_actor(), Attest(**{**vars(command), "proof": proof}))
    except Replayed:
        return done(f"{here}/sign", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(form, validation_id, beside(refused))
    return done(f"{here}/sign", gettext("You signed it; it is in the record."))


def _page(form: SignForm, validation_id: int, refused: Refused | None = None) -> Response:
    found = signing_page(current_person(), validation_id)
    fields = [field for key in (*ASKED, "findings", "limits") if (field := VALIDATIONS.field(key))]
    if not form.digest.data or refused is not None:
        form.digest.data = found.digest
    return form_page(
        "evaluations/sign.html", form, refused, found=found, head=found.head, fields=fields, say=say
    )
