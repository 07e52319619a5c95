"""Minutes of a session: the page, the paper, drafting and signing."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.minutes import DraftMinutesForm, SignMinutesForm
from views import minutes_words
from views.answers import done, form_page
from views.pdf.minutes import minutes_paper
from views.pdf.words import pdf
from views.proving import proved
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.approvals.committee.minutes import (
    DraftMinutes,
    SignMinutes,
    draft_minutes,
    purpose,
    sign_minutes,
)
from workflows.approvals.committee.minutes_page import MinutesPage, minutes_page
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused, Replayed

pages = Blueprint("minutes", __name__, url_prefix="/committee/<ref(MTG):session_id>")


@pages.get("/minutes")
@guard("signed_in")
def page(session_id: int) -> Response:
    """The last minutes, or those of a number, with what the reader may do."""
    return _show(_found(session_id, _number()))


@pages.get("/minutes.pdf")
@guard("signed_in")
def paper(session_id: int) -> Response:
    """The minutes as a PDF, with the signatures that stand under them."""
    found = _found(session_id, _number())
    made = minutes_paper(found)
    return pdf(made, f"{found.ref} minutes {found.seen if found.is_latest else _number()}.pdf")


@pages.post("/minutes")
@guard("signed_in")
def draft(session_id: int) -> Response:
    """Drafts the next number from what happened."""
    form, here = DraftMinutesForm(), ref("MTG", session_id)
    if not form.validate():
        return _show(_found(session_id), draft=form)
    command = DraftMinutes(
        here, form.seen_number, form.remarks.data or "", form.correction.data or "", form.submit_id.data
    )
    try:
        number = draft_minutes(current_actor(), command)
    except Replayed:
        return _twice(here)
    except Refused as refused:
        return _show(_found(session_id), draft=form, refused=beside(refused))
    said = gettext("Minutes number %(number)s are drafted. Chair and secretary sign them.", number=number)
    return done(f"/committee/{here}/minutes", said)


@pages.post("/minutes/sign")
@guard("signed_in")
def sign(session_id: int) -> Response:
    """Signs the minutes that were read."""
    form, here = SignMinutesForm(), ref("MTG", session_id)
    if not form.validate():
        return _show(_found(session_id), sign=form)
    command = SignMinutes(
        here,
        form.signed_number,
        str(form.capacity.data or "")[:10],
        str(form.digest.data or "")[:64],
        submit_id=form.submit_id.data,
    )
    try:
        proof = proved(form.password.data or "", purpose(command))
        sign_minutes(current_actor(), replace(command, proof=proof))
    except Replayed:
        return _twice(here)
    except Refused as refused:
        return _show(_found(session_id), sign=form, refused=beside(refused))
    return done(f"/committee/{here}/minutes", gettext("You signed the minutes."))


def _number() -> int:
    text = request.args.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _found(session_id: int, number: int = 0) -> MinutesPage:
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    return minutes_page(person, session_id, number)


def _show(
    found: MinutesPage,
    draft: DraftMinutesForm | None = None,
    sign: SignMinutesForm | None = None,
    refused: Refused | None = None,
) -> Response:
    """The page with fresh forms, or with the one that was sent and what is wrong with it."""
    drafting = draft or DraftMinutesForm(
        formdata=None, data={"seen": str(found.seen), "remarks": found.body.remarks if found.body else ""}
    )
    signing = sign or SignMinutesForm(formdata=None)
    # What is signed and what is followed is what this page shows, also after somebody was faster.
    drafting.seen.data, signing.number.data = str(found.seen), str(found.seen)
    signing.digest.data = found.shown.digest if found.shown else ""
    signing.capacity.data = found.may_sign[0].capacity if found.may_sign else ""
    return form_page(
        "committee/minutes/page.html",
        sign or drafting,
        refused,
        found=found,
        body=found.body,
        drafting=drafting,
        signing=signing,
        word=minutes_words,
    )


def _twice(here: str) -> Response:
    return done(f"/committee/{here}/minutes", gettext("This was sent twice and done once."))
