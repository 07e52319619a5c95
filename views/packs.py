"""The meeting pack: the reading list as a page, and all of it as a paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from views.answers import page
from views.pack_words import ITEMS, checked, seat_line, word_of
from views.pdf.pack import pack_paper
from views.pdf.words import pdf
from views.security import current_person, guard
from workflows.approvals.committee.pack import Pack, meeting_pack
from workflows.ground.refused import NotAllowed

pages = Blueprint("packs", __name__, url_prefix="/committee/<ref(MTG):session_id>")


@pages.get("/pack")
@guard("signed_in")
def reading_list(session_id: int) -> Response:
    """What there is to read before a session, item by item, with a link to every file."""
    found = _found(session_id)
    words: dict[str, Any] = {
        "item_word": word_of,
        "item_words": ITEMS,
        "checked": checked,
        "seat_line": seat_line,
    }
    return page("committee/pack/page.html", found=found, **words)


@pages.get("/pack.pdf")
@guard("signed_in")
def paper(session_id: int) -> Response:
    """The same as a PDF."""
    found = _found(session_id)
    return pdf(pack_paper(found), f"{found.ref} meeting pack.pdf")


def _found(session_id: int) -> Pack:
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    return meeting_pack(person, session_id)
