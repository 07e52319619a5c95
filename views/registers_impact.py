"""Pages of impact assessments beside their register: beginning one, and making risks of its harms."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.risks import FeedForm, StartForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard, reader
from workflows.assurance.impact.assessment import CAUSES
from workflows.assurance.impact.feeding import FeedRisks, feed_risks, harm_page
from workflows.assurance.impact.starting import StartAssessment, start_assessment
from workflows.assurance.risks.taxonomy import dimensions
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.offering import systems_to_choose

pages = Blueprint("registers_impact", __name__, url_prefix="/registers/impact")


@pages.get("/start")
@guard("signed_in")
def starting() -> Response:
    """Asks which system, and shows the questions that will be asked."""
    form = StartForm()
    form.system.data = request.args.get("system", "")[:40]
    return _start(form)


@pages.post("/start")
@guard("signed_in")
def start() -> Response:
    """Begins the assessment with a line for every question."""
    form = StartForm()
    if not form.validate():
        return _start(form)
    command = StartAssessment(
        key_of("SYS", form.system.data or "") or 0,
        form.title.data or gettext("Impact assessment"),
        form.cause.data or "",
        form.submit_id.data,
    )
    try:
        saved = start_assessment(current_actor(), command)
    except Replayed as first:
        return done(f"/registers/impact/{first.ref}/edit", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _start(form, beside(refused))
    return done(
        f"/registers/impact/{saved.ref}/edit", gettext("Answer every question; save as often as you like.")
    )


@pages.get("/<ref(IMP):impact_id>/risks")
@guard("signed_in")
def harms(impact_id: int) -> Response:
    """The harms that were found, to make risks of."""
    return _harms(FeedForm(), impact_id)


@pages.post("/<ref(IMP):impact_id>/risks")
@guard("signed_in")
def feed(impact_id: int) -> Response:
    """Makes a risk of each chosen harm."""
    form, here = FeedForm(), ref("IMP", impact_id)
    if not form.validate():
        return _harms(form, impact_id)
    command = FeedRisks(impact_id, tuple(form.harms.data or ())[:200], form.submit_id.data)
    try:
        made = feed_risks(current_actor(), command)
    except Replayed:
        return done(f"/registers/impact/{here}", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _harms(form, impact_id, beside(refused))
    said = gettext("%(refs)s come from %(ref)s now.", refs=", ".join(made.refs), ref=here)
    return done(f"/registers/impact/{here}", said)


def _start(form: StartForm, refused: Refused | None = None) -> Response:
    form.system.choices = [("", gettext("Choose a system"))]
    form.system.choices += [(ref("SYS", key), name) for key, name in systems_to_choose(reader())]
    form.cause.choices = [(key, gettext(word)) for key, word in (("", "Not said"), *CAUSES)]
    return form_page("impact/start.html", form, refused, dimensions=dimensions())


def _harms(form: FeedForm, impact_id: int, refused: Refused | None = None) -> Response:
    found = harm_page(reader(), impact_id)
    form.harms.choices = [(one.key, one.effect.answer) for one in found.harms]
    return form_page("impact/risks.html", form, refused, found=found)
