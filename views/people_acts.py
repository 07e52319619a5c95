"""Acts on an account that need a reason: closing, opening again, the administrator privilege."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.people import ReasonForm
from views.answers import done, form_page
from views.handovers import chosen_person
from views.security import current_actor, guard
from workflows.ground.refused import Refused, Stale
from workflows.people import closing, directory
from workflows.people.leaving import leaving

pages = Blueprint("people_acts", __name__)


@pages.route("/people/<int:person_id>/close", methods=["GET", "POST"])
@guard("administrator")
def close(person_id: int) -> Response:
    """Closes an account; the page lists what the person holds."""

    in_hand = leaving(person_id)
    given = {thing.key: chosen_person(f"to-{thing.key}") for thing in in_hand.things}
    successors = tuple((key, person) for key, person in given.items() if person > 0)

    def act(form: ReasonForm) -> None:
        closing.close_person(
            current_actor(),
            closing.ClosePerson(
                person_id,
                form.seen_revision(),
                form.reason.data or "",
                successors=successors,
                submit_id=form.submit_id.data,
            ),
        )

    said = gettext("The account is closed.")
    return _asked("people/close.html", person_id, act, said, in_hand=in_hand, given=given)


@pages.route("/people/<int:person_id>/reopen", methods=["GET", "POST"])
@guard("administrator")
def reopen(person_id: int) -> Response:
    """Opens a closed account again."""

    def act(form: ReasonForm) -> None:
        closing.reopen_person(
            current_actor(),
            closing.ReopenPerson(
                person_id, form.seen_revision(), form.reason.data or "", form.submit_id.data
            ),
        )

    return _asked(
        "people/reopen.html", person_id, act, gettext("The account is open. Make a link for it now.")
    )


@pages.route("/people/<int:person_id>/privilege", methods=["GET", "POST"])
@guard("administrator")
def privilege(person_id: int) -> Response:
    """Gives the administrator privilege, or takes it from whoever has it."""
    wanted = not directory.find_person(person_id).is_administrator
    if request.method == "POST":
        wanted = request.form.get("give") == "yes"

    def act(form: ReasonForm) -> None:
        closing.set_privilege(
            current_actor(),
            closing.SetPrivilege(
                person_id, form.seen_revision(), wanted, form.reason.data or "", form.submit_id.data
            ),
        )

    return _asked("people/privilege.html", person_id, act, gettext("The privilege is changed."), give=wanted)


def _asked(
    template: str, person_id: int, act: Callable[[ReasonForm], None], message: str, **context: Any
) -> Response:
    """The page that asks for the reason, and the act once it has one."""
    found = directory.find_person(person_id)
    form = ReasonForm(obj=found)
    if request.method != "POST" or not form.validate():
        return form_page(template, form, who=found, **context)
    try:
        act(form)
    except Refused as refused:
        if isinstance(refused, Stale):
            found = directory.find_person(person_id)
            form.revision.data = str(found.revision)
        return form_page(template, form, refused, who=found, **context)
    return done(f"/people/{person_id}", message)
