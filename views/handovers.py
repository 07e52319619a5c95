"""What leavers left behind: the page on which each thing gets its new owner."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import ngettext

from forms.base import ActionForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import NotAllowed, Refused
from workflows.people.handovers import Settle, left_behind, settle_handovers

pages = Blueprint("handovers", __name__)


def chosen_person(field: str) -> int:
    """The key of the person chosen in a list; -1 for nobody ever, 0 for nobody yet or anything else."""
    text = request.form.get(field, "")
    if text == "-1":
        return -1
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@pages.route("/handovers", methods=["GET", "POST"])
@guard("signed_in")
def index() -> Response:
    """Everything that is left behind, with whom it could go to."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    found, form = left_behind(person), ActionForm()
    chosen = {one.id: chosen_person(f"to-{one.id}") for one in found.things}
    if request.method != "POST" or not form.validate():
        return form_page("people/handovers.html", form, found=found, chosen=chosen)
    pairs = tuple((key, choice) for key, choice in chosen.items() if choice)
    try:
        count = settle_handovers(current_actor(), Settle(pairs, form.submit_id.data))
    except Refused as refused:
        return form_page("people/handovers.html", form, beside(refused), found=found, chosen=chosen)
    said = ngettext("%(num)s thing is settled.", "%(num)s things are settled.", count)
    return done("/handovers", said)
