"""The lifecycle part of a system's pages, the immediate stop, and the page of a suspension."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.lifecycle import SuspendForm
from views import lifecycle_words
from views.answers import done, form_page, page
from views.home import my_own
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.systems import overview_from
from views.words import say
from workflows.assurance.incidents.page import reason_to_stop
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused
from workflows.inventory.system_queries import SystemHead
from workflows.lifecycle.overview import overview
from workflows.lifecycle.stops import stop_desk, suspension_page
from workflows.lifecycle.suspending import Suspend, purpose, suspend_version
from workflows.people.proof import prove

pages = Blueprint("lifecycle", __name__)

WORDS = {
    "say": say,
    "step_word": lifecycle_words.step_word,
    "step_shape": lifecycle_words.step_shape,
    "gate_word": lifecycle_words.gate_word,
    "stage_word": lifecycle_words.stage_word,
}


@overview_from
def lanes(head: SystemHead, versions: Any) -> dict[str, Any]:
    """What the first tab of a system and the page of a version show of the lifecycle."""
    person = current_person()
    found = overview(person, head, versions, my_own()) if person else ()
    return {"lanes": found, **WORDS}


@pages.get("/versions/<ref(VER):version_id>/suspend")
@guard("signed_in")
def stopping(version_id: int) -> Response:
    """The sentence that will be signed, and the form that asks for reason and password."""
    form, because = SuspendForm(), request.args.get("because", "")[:30]
    if because:
        form.reason.data = reason_to_stop(current_person(), because)
    return _stop_page(form, version_id)


@pages.post("/versions/<ref(VER):version_id>/suspend")
@guard("signed_in")
def stop(version_id: int) -> Response:
    """Stops the version at once."""
    form, version_ref = SuspendForm(), ref("VER", version_id)
    if not form.validate():
        return _stop_page(form, version_id)
    try:
        proof = prove(current_actor(), form.password.data or "", purpose(version_ref))
        command = Suspend(version_ref, form.reason.data or "", proof, form.submit_id.data)
        made = suspend_version(current_actor(), command)
    except Refused as refused:
        return _stop_page(form, version_id, beside(refused))
    said = gettext(
        "%(stop)s: the version is suspended. %(request)s asks others to confirm it.",
        stop=made.ref,
        request=made.confirmation_ref,
    )
    return done(f"/versions/{version_ref}", said)


@pages.get("/suspensions/<ref(SUS):suspension_id>")
@guard("signed_in")
def suspension(suspension_id: int) -> Response:
    """One stop: who, why, under which sentence, whether it was confirmed, and what ended it."""
    return page("lifecycle/suspension.html", stop=suspension_page(current_person(), suspension_id))


def _stop_page(form: SuspendForm, version_id: int, refused: Refused | None = None) -> Response:
    desk = stop_desk(current_person(), version_id)
    if not desk.may:
        raise NotAllowed("may_not_suspend_who", roles=desk.roles)
    return form_page(
        "lifecycle/suspend.html",
        form,
        refused,
        desk=desk,
        error_kept=gettext("Your reason is kept. Nothing was stopped yet."),
    )
