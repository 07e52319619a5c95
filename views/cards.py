"""Pages of system cards: the card for its own people, the paper, and the page that everybody may read."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response
from flask_babel import gettext

from forms.cards import CloseCardForm, OpenCardForm
from views.answers import done, form_page, page
from views.pdf.card import card_paper
from views.pdf.words import pdf
from views.proving import proved
from views.refusals import beside
from views.security import current_actor, guard, reader
from workflows.assurance.cards.opening import OPEN, CloseCard, close_card
from workflows.assurance.cards.reading import CardPage, card_page, open_cards, public_card
from workflows.assurance.cards.register import CARD
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.attesting import Attest, attest_record, proof_purpose

pages = Blueprint("cards", __name__)


@pages.get("/systems/<ref(SYS):system_id>/card")
@guard("signed_in")
def show(system_id: int) -> Response:
    """The card of a system, what stands behind it, and whether everybody may read it."""
    return _show(card_page(reader(), system_id))


@pages.get("/systems/<ref(SYS):system_id>/card.pdf")
@guard("signed_in")
def paper(system_id: int) -> Response:
    """The card as a PDF, as it is written now."""
    found = card_page(reader(), system_id)
    return pdf(card_paper(found), f"{found.head.ref} card.pdf")


@pages.post("/systems/<ref(SYS):system_id>/card/open")
@guard("signed_in")
def open_to_all(system_id: int) -> Response:
    """Signs the card that was read, which opens it to everybody."""
    form, here = OpenCardForm(), f"/systems/{ref('SYS', system_id)}/card"
    if not form.validate():
        return _show(card_page(reader(), system_id), opening=form)
    command = Attest(
        CARD.key,
        form.record_id,
        OPEN.key,
        str(form.role.data)[:40],
        str(form.digest.data or "")[:64],
        submit_id=form.submit_id.data,
    )
    try:
        proof = proved(form.password.data or "", proof_purpose(command))
        attest_record(current_actor(), replace(command, proof=proof))
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _show(card_page(reader(), system_id), opening=form, refused=beside(refused))
    return done(here, gettext("The card is open to everybody. You signed it; it is in the record."))


@pages.post("/systems/<ref(SYS):system_id>/card/close")
@guard("signed_in")
def close(system_id: int) -> Response:
    """Closes the public card at once."""
    form, here = CloseCardForm(), f"/systems/{ref('SYS', system_id)}/card"
    if not form.validate():
        return _show(card_page(reader(), system_id), closing=form)
    try:
        close_card(current_actor(), CloseCard(system_id, form.reason.data or "", form.submit_id.data))
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _show(card_page(reader(), system_id), closing=form, refused=beside(refused))
    return done(here, gettext("The public card is closed. Its address answers that there is nothing."))


@pages.get("/cards")
@guard("public")
def listing() -> Response:
    """All open cards, for everybody."""
    return page("cards/list.html", cards=open_cards())


@pages.get("/cards/<slug>")
@guard("public")
def public(slug: str) -> Response:
    """One open card, for everybody: what was signed and nothing else."""
    return page("cards/public.html", card=public_card(slug))


def _show(
    found: CardPage,
    opening: OpenCardForm | None = None,
    closing: CloseCardForm | None = None,
    refused: Refused | None = None,
) -> Response:
    """The page with fresh forms, or with the one that was sent and what is wrong with it."""
    signing = opening or OpenCardForm(formdata=None)
    ending = closing or CloseCardForm(formdata=None)
    signing.role.choices = list(found.may_open)
    if opening is None and found.card is not None:
        signing.record.data, signing.digest.data = str(found.card.record_id), found.card.digest
        signing.role.data = found.may_open[0][0] if len(found.may_open) == 1 else None
    return form_page(
        "cards/show.html",
        closing or signing,
        refused,
        found=found,
        head=found.head,
        tab="card",
        opening=signing,
        closing=ending,
    )
