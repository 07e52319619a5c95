"""Pages of the fast lane of one version: taking it, answering it, and the word that no DPIA is due."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from forms.fast_lane import TEXTS, LaneForm, NoDpiaForm, OpenLaneForm
from views.answers import done, form_page
from views.refusals import beside
from views.requests import start_again
from views.security import current_actor, guard
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused, Replayed
from workflows.lifecycle.fast_lane.no_dpia import RecordNoDpia, record_no_dpia
from workflows.lifecycle.fast_lane.opening import OpenLane, open_lane
from workflows.lifecycle.fast_lane.page import (
    LaneNote,
    LanePage,
    OfferPage,
    lane_page,
    note_of_request,
    note_of_version,
    offer_page,
)
from workflows.lifecycle.fast_lane.rules import Screens
from workflows.lifecycle.fast_lane.saving import SaveLane, save_lane

pages = Blueprint("fast_lane", __name__)


@pages.app_template_global("lane_offer")
def lane_offer(version_ref: str) -> OfferPage:
    """What the start page says about the lane."""
    return offer_page(current_actor(), key_of("VER", version_ref) or 0)


@pages.app_template_global("lane_note")
def lane_note(thing_ref: str) -> LaneNote | None:
    """What the page of a request or a version says about the lane."""
    key = key_of("VER", thing_ref)
    if key is not None:
        return note_of_version(current_actor(), key)
    return note_of_request(current_actor(), thing_ref)


@pages.post("/versions/<ref(VER):version_id>/lane")
@guard("signed_in")
def take(version_id: int) -> Response:
    """Opens the draft, or says on the start page why the rules no longer offer it."""
    form = OpenLaneForm()
    if not form.validate():
        return start_again(version_id, Refused("submit_id_missing"))
    try:
        opened = open_lane(current_actor(), OpenLane(ref("VER", version_id), form.submit_id.data))
    except Replayed as first:
        return done(f"/requests/{first.ref}/lane", gettext("This was sent twice and done once."))
    except Refused as refused:
        return start_again(version_id, beside(refused))
    said = gettext("%(ref)s is a draft now. Nothing is sent until you submit it.", ref=opened.ref)
    return done(f"/requests/{opened.ref}/lane", said)


@pages.get("/requests/<ref(REQ):request_id>/lane")
@guard("signed_in")
def fill(request_id: int) -> Response:
    """The one page of a lane request: six sections, and how its rules stand."""
    found = lane_page(current_actor(), ref("REQ", request_id))
    return _page(found, LaneForm(formdata=None, data=_stored(found)))


@pages.post("/requests/<ref(REQ):request_id>/lane")
@guard("signed_in")
def save(request_id: int) -> Response:
    """Saves what is there, whole or half, and goes on to the check when every rule holds."""
    request_ref, form = ref("REQ", request_id), LaneForm()
    if not form.validate():
        return _page(lane_page(current_actor(), request_ref), form)
    try:
        save_lane(current_actor(), _command(request_ref, form))
    except Replayed:
        return done(f"/requests/{request_ref}/lane", gettext("This was sent twice and done once."))
    except Refused as refused:
        found = lane_page(current_actor(), request_ref)
        if refused.code == "revision_moved":
            form.revision.data = str(found.revision)
        return _page(found, form, beside(refused))
    ready = lane_page(current_actor(), request_ref).ready
    return done(f"/requests/{request_ref}/{'check' if ready else 'lane'}", gettext("Saved."))


@pages.post("/requests/<ref(REQ):request_id>/no-dpia")
@guard("signed_in")
def no_dpia(request_id: int) -> Response:
    """Records the word that no DPIA is due."""
    request_ref, form = ref("REQ", request_id), NoDpiaForm()
    refused: Refused | None = None
    if form.validate():
        try:
            record_no_dpia(current_actor(), RecordNoDpia(request_ref, form.submit_id.data))
            return done(f"/requests/{request_ref}/lane", gettext("It is recorded that no DPIA is due."))
        except Replayed:
            return done(f"/requests/{request_ref}/lane", gettext("This was sent twice and done once."))
        except Refused as reason:
            refused = beside(reason)
    found = lane_page(current_actor(), request_ref)
    return form_page("fast_lane/form.html", form, refused, found=found, sheet=_sheet(found))


def _page(found: LanePage, form: LaneForm, refused: Refused | None = None) -> Response:
    return form_page("fast_lane/form.html", form, refused, found=found, sheet=form)


def _sheet(found: LanePage) -> LaneForm:
    return LaneForm(formdata=None, data=_stored(found))


def _stored(found: LanePage) -> dict[str, Any]:
    """The page as it is stored."""
    screens = found.screens
    either = {True: "yes", False: "no", None: ""}
    return dict(found.texts) | {
        "no_practice": found.no_practice,
        "likelihood": str(screens.likelihood or ""),
        "severity": str(screens.severity or ""),
        "impact": str(screens.impact or ""),
        "vulnerable": either[screens.vulnerable],
        "acts": either[screens.acts],
        "incident": either[screens.incident],
        "supplier_until": screens.supplier_until,
        "tested_by": found.tested_by,
        "revision": found.revision,
    }


def _command(request_ref: str, form: LaneForm) -> SaveLane:
    screens = Screens(
        likelihood=form.number("likelihood"),
        severity=form.number("severity"),
        impact=form.number("impact"),
        vulnerable=form.choice("vulnerable"),
        acts=form.choice("acts"),
        incident=form.choice("incident"),
        supplier_until=form.until(),
    )
    return SaveLane(
        request_ref,
        form.seen_revision(),
        tuple((name, form[name].data or "") for name in TEXTS),
        bool(form.no_practice.data),
        screens,
        form.tested_by.data or "",
        form.submit_id.data,
    )
