"""Putting a row of Home aside, and bringing it back."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.pool import AgainForm, LaterForm
from views.answers import done, form_page
from views.filters import when
from views.home import aside_form, my_own
from views.refusals import beside
from views.review_parts import plain_key
from views.security import current_actor, guard
from workflows.approvals.pool.snoozing import BringBack, PutAside, bring_back, put_aside
from workflows.ground.refused import Refused

pages = Blueprint("later", __name__, url_prefix="/later")


@pages.post("")
@guard("signed_in")
def later() -> Response:
    """Puts one row aside; an impossible day is asked for again on a page of its own."""
    form = LaterForm()
    form.thing.choices = aside_form(my_own()).thing.choices
    if not form.validate():
        return form_page("home/aside.html", form)
    thing = plain_key(form.thing.data)
    try:
        until = put_aside(current_actor(), PutAside(thing, form.until.data, submit_id=form.submit_id.data))
    except Refused as refused:
        return form_page("home/aside.html", form, beside(refused))
    return done("/", gettext("%(ref)s is put aside until %(day)s.", ref=thing, day=when(until)))


@pages.post("/again")
@guard("signed_in")
def again() -> Response:
    """Brings one row back."""
    form = AgainForm()
    if not form.validate():
        return form_page("home/aside.html", _fresh(form))
    try:
        bring_back(current_actor(), BringBack(plain_key(form.thing.data), submit_id=form.submit_id.data))
    except Refused as refused:
        return form_page("home/aside.html", _fresh(), beside(refused))
    return done("/", gettext("It is on your list again."))


def _fresh(sent: AgainForm | None = None) -> LaterForm:
    form = aside_form(my_own())
    form.form_errors = list(sent.form_errors) if sent else []
    return form
