"""Help pages: what the words mean, the keyboard, accessibility, and every state on one sheet."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response

from forms.specimen import specimen
from views.answers import page, problems_of
from views.badges import STATES, TIERS
from views.security import guard
from workflows.ground.clock import glance

pages = Blueprint("help", __name__)


@pages.get("/help")
@guard("public")
def start() -> Response:
    """What the product is for, in the words it uses."""
    return page("help/start.html")


@pages.get("/help/keyboard")
@guard("public")
def keyboard() -> Response:
    """Every key that does something."""
    return page("help/keyboard.html")


@pages.get("/help/accessibility")
@guard("public")
def accessibility() -> Response:
    """What was tested, what is known to be missing, whom to tell."""
    return page("help/accessibility.html")


@pages.get("/help/signed-in")
@guard("public")
def signed_in() -> Response:
    """Where a sign-in in a second tab ends: back to the first tab, where the text waits."""
    return page("help/signed_in.html")


@pages.get("/help/states")
@guard("signed_in")
def states() -> Response:
    """Every state, message and component on one sheet, drawn by the very macros of the pages."""
    form = specimen()
    return page(
        "help/states.html",
        form=form,
        sample_problems=problems_of(form),
        states=list(STATES),
        tiers=list(TIERS),
        then=glance() - timedelta(days=2, hours=4),
        soon=glance() + timedelta(hours=6),
        later=glance() + timedelta(days=5),
        past=glance() - timedelta(days=1),
        sha="9f2c" + "0123456789ab" * 4 + "77ab90ce41ab",
    )
