"""The committee: its front page, planning a session, and its deputies."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.base import ActionForm
from forms.committee import DeputyForm, PlanForm, key_in
from views.answers import done, form_page, page
from views.filters import when
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.approvals.committee.deputies import EndDeputy, NameDeputy, end_deputy, name_deputy
from workflows.approvals.committee.listing import chairs, committee_page, people_to_name
from workflows.approvals.committee.planning import PlanSession, plan_session
from workflows.ground.clock import glance
from workflows.ground.refused import NotAllowed, Refused, Replayed

pages = Blueprint("committee", __name__, url_prefix="/committee")


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """Who the committee is, its sessions, and what it decides by."""
    return page("committee/index.html", found=committee_page(current_person()))


@pages.get("/plan")
@guard("signed_in")
def planning() -> Response:
    """Asks when the committee decides, and who leads."""
    return _plan(PlanForm())


@pages.post("/plan")
@guard("signed_in")
def plan() -> Response:
    """Plans a sitting or a circulation."""
    form = PlanForm()
    if not form.validate():
        return _plan(form)
    command = PlanSession(
        kind=str(form.kind.data or ""),
        title=form.title.data or "",
        chair_id=key_in(form.chair.data),
        secretary_id=key_in(form.secretary.data),
        date_uuid=str(form.date_uuid.data or "")[:36],
        deadline=form.deadline.data,
        submit_id=form.submit_id.data,
    )
    try:
        made = plan_session(current_actor(), command)
    except Replayed as first:
        return done(f"/committee/{first.ref}")
    except Refused as refused:
        return _plan(form, beside(refused))
    return done(f"/committee/{made}/agenda", gettext("%(ref)s is planned. Now its agenda.", ref=made))


def _plan(form: PlanForm, refused: Refused | None = None) -> Response:
    found = committee_page(current_person())
    if not found.leads:
        raise NotAllowed("committee_not_led")
    dates = [(uuid, f"{title}, {when(at)}") for uuid, title, at in found.dates]
    form.offer(dates, chairs(), people_to_name())
    return form_page("committee/plan.html", form, refused, found=found)


@pages.get("/deputies")
@guard("signed_in")
def deputies() -> Response:
    """Who takes whose place, and the form for another."""
    return _deputies(DeputyForm(data={"starts_on": glance().date()}))


@pages.post("/deputies")
@guard("signed_in")
def name() -> Response:
    """Names a deputy."""
    form = DeputyForm()
    first = form.starts_on.data
    if not form.validate() or first is None:
        return _deputies(form)
    command = NameDeputy(
        key_in(form.member.data), key_in(form.deputy.data), first, form.ends_on.data, form.submit_id.data
    )
    try:
        name_deputy(current_actor(), command)
    except Replayed:
        return done("/committee/deputies")
    except Refused as refused:
        return _deputies(form, beside(refused))
    return done("/committee/deputies", gettext("The deputy is named."))


@pages.post("/deputies/<uuid:key>/end")
@guard("signed_in")
def end(key: object) -> Response:
    """Ends a deputy."""
    form = ActionForm()
    if not form.validate():
        return _deputies(DeputyForm(formdata=None), Refused("submit_id_missing"))
    try:
        end_deputy(current_actor(), EndDeputy(str(key), form.submit_id.data))
    except Replayed:
        return done("/committee/deputies")
    return done("/committee/deputies", gettext("The deputy is ended."))


def _deputies(form: DeputyForm, refused: Refused | None = None) -> Response:
    found = committee_page(current_person())
    form.offer([(one.person_id, one.name) for one, _ in found.members], people_to_name())
    return form_page("committee/deputies.html", form, refused, found=found)
