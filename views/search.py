"""Search: a ref opens its page, anything else is looked for in what the reader may see."""

from __future__ import annotations

from flask import Blueprint, Response, request

from views.answers import done, page
from views.refs import address_of
from views.security import current_person, guard
from workflows.lifecycle.searching import MOST, jump, search

pages = Blueprint("search", __name__)


@pages.get("/search")
@guard("signed_in")
def results() -> Response:
    """What was found, in groups; an exact ref goes straight to its page."""
    person, typed = current_person(), request.args.get("q", "")
    if person is None:
        raise RuntimeError("the guard lets nobody in without a session")
    exact = jump(person, typed)
    if exact:
        return done(address_of(exact) or "/")
    return page("search/results.html", found=search(person, typed), most=MOST)
