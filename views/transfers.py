"""The page that puts open requests under the version of their policy that is in force."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.transfers import TransferForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard, reader
from workflows.approvals.transfers.act import TransferRequests, purpose, transfer_requests
from workflows.approvals.transfers.page import transfer_page
from workflows.ground.refused import Refused, Replayed
from workflows.people.proof import prove

pages = Blueprint("transfers", __name__)


@pages.get("/policies/<gate>/<tier>/transfer")
@guard("signed_in")
def choosing(gate: str, tier: str) -> Response:
    """The open requests under older versions, each with the sentence that would be signed."""
    return _page(TransferForm(formdata=None), gate, tier)


@pages.post("/policies/<gate>/<tier>/transfer")
@guard("signed_in")
def transfer(gate: str, tier: str) -> Response:
    """Moves the chosen ones."""
    form, here = TransferForm(), f"/policies/{gate}/{tier}/transfer"
    if not form.validate():
        return _page(form, gate, tier)
    command = TransferRequests(
        gate,
        tier,
        form.version,
        tuple(form.chosen.data or ()),
        form.reason.data or "",
        submit_id=form.submit_id.data,
    )
    try:
        proof = prove(current_actor(), form.password.data or "", purpose(command))
        moved = transfer_requests(current_actor(), TransferRequests(**{**vars(command), "proof": proof}))
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(form, gate, tier, beside(refused))
    return done(
        here, gettext("%(refs)s: under version %(n)s now.", refs=", ".join(moved.refs), n=moved.number)
    )


def _page(form: TransferForm, gate: str, tier: str, refused: Refused | None = None) -> Response:
    found = transfer_page(current_actor(), reader(), gate, tier)
    form.number.data = str(found.number)
    form.chosen.choices = [(one.ref, f"{one.ref}: {one.label}") for one in found.waiting]
    return form_page(
        "transfers/page.html",
        form,
        refused,
        found=found,
        error_kept=gettext("Your reason is kept. Nothing was changed yet."),
    )
