"""Pages of emergency passes, and the banner that every page of their system shows meanwhile."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.passes import EndPassForm, PassForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.lifecycle.passes.ending import EndPass, end_pass
from workflows.lifecycle.passes.issuing import IssuePass, issue_pass, purpose
from workflows.lifecycle.passes.page import PassLine, live_passes, pass_desk, pass_page
from workflows.people.proof import prove

pages = Blueprint("passes", __name__)


@pages.app_template_global("emergency_passes")
def emergency_passes() -> tuple[PassLine, ...]:
    """The passes that hold now for the system that the page is about."""
    person = current_person()
    return live_passes(person, request.view_args or {}) if person else ()


@pages.get("/versions/<ref(VER):version_id>/pass")
@guard("signed_in")
def breaking(version_id: int) -> Response:
    """The sentence that will be signed, and the form that asks where, how long and why."""
    return _desk(PassForm(), version_id)


@pages.post("/versions/<ref(VER):version_id>/pass")
@guard("signed_in")
def break_glass(version_id: int) -> Response:
    """Issues the pass."""
    form, version_ref = PassForm(), ref("VER", version_id)
    if not form.validate():
        return _desk(form, version_id)
    command = IssuePass(
        version_ref, form.environment, form.whole_hours, form.reason.data or "", submit_id=form.submit_id.data
    )
    try:
        proof = prove(current_actor(), form.password.data or "", purpose(command))
        made = issue_pass(current_actor(), IssuePass(**{**vars(command), "proof": proof}))
    except Replayed as first:
        return done(f"/passes/{first.ref}", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _desk(form, version_id, beside(refused))
    said = gettext(
        "%(ref)s is issued. %(review)s asks others to review it.", ref=made.ref, review=made.review_ref
    )
    return done(f"/passes/{made.ref}", said)


@pages.get("/passes/<ref(PASS):pass_id>")
@guard("signed_in")
def show(pass_id: int) -> Response:
    """One pass: who, where, why, until when, who was told, and what its review said."""
    return form_page("passes/show.html", EndPassForm(), found=pass_page(current_person(), pass_id))


@pages.post("/passes/<ref(PASS):pass_id>/end")
@guard("signed_in")
def end(pass_id: int) -> Response:
    """Ends the pass before its time."""
    form, here = EndPassForm(), ref("PASS", pass_id)
    refused: Refused | None = None
    if form.validate():
        try:
            end_pass(current_actor(), EndPass(here, form.reason.data or "", form.submit_id.data))
            return done(f"/passes/{here}", gettext("%(ref)s holds no longer.", ref=here))
        except Replayed:
            return done(f"/passes/{here}", gettext("This was sent twice and done once."))
        except Refused as reason:
            refused = beside(reason)
    return form_page("passes/show.html", form, refused, found=pass_page(current_person(), pass_id))


def _desk(form: PassForm, version_id: int, refused: Refused | None = None) -> Response:
    desk = pass_desk(current_person(), version_id)
    form.environment_id.choices = [("", gettext("Choose an environment"))]
    form.environment_id.choices += [(str(key), f"{name} ({kind})") for key, name, kind in desk.environments]
    return form_page(
        "passes/issue.html",
        form,
        refused,
        desk=desk,
        error_kept=gettext("Your reason is kept. Nothing was issued yet."),
    )
