"""Pages of the lane itself: whether it is open, its samples, the second look, and signing it open again."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.fast_lane import LaneReviewForm, SignedForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard
from workflows.ground.refused import Refused, Replayed
from workflows.lifecycle.fast_lane import judging, reopening
from workflows.lifecycle.fast_lane.judging import JudgeLane, judge_lane
from workflows.lifecycle.fast_lane.queries import lane_state, second_look
from workflows.lifecycle.fast_lane.reopening import ReopenLane, reopen_lane
from workflows.people.proof import prove

pages = Blueprint("lane_samples", __name__, url_prefix="/fast-lane")


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """Whether the lane is open, its rules, what went through, and what was looked at again."""
    return form_page("fast_lane/index.html", SignedForm(formdata=None), found=lane_state(current_actor()))


@pages.post("/reopen")
@guard("signed_in")
def reopen() -> Response:
    """Signs the lane open again."""
    form, found = SignedForm(), lane_state(current_actor())
    if not form.validate():
        return form_page("fast_lane/index.html", form, found=found)
    command = ReopenLane(found.closed.id if found.closed else 0, form.reason.data or "")
    try:
        proof = prove(current_actor(), form.password.data or "", reopening.purpose(command))
        whole = ReopenLane(command.stop_id, command.reason, proof, form.submit_id.data)
        reopen_lane(current_actor(), whole)
    except Replayed:
        return done("/fast-lane", gettext("This was sent twice and done once."))
    except Refused as refused:
        return form_page("fast_lane/index.html", form, beside(refused), found=lane_state(current_actor()))
    return done("/fast-lane", gettext("The fast lane is open again."))


@pages.get("/reviews/<int:number>")
@guard("signed_in")
def show(number: int) -> Response:
    """One drawn request, and the form of the second look."""
    return _look(LaneReviewForm(formdata=None), number)


@pages.post("/reviews/<int:number>")
@guard("signed_in")
def judge(number: int) -> Response:
    """Signs the second look."""
    form = LaneReviewForm()
    if not form.validate():
        return _look(form, number)
    command = JudgeLane(number, str(form.verdict.data or "")[:20], form.reason.data or "")
    try:
        proof = prove(current_actor(), form.password.data or "", judging.purpose(command))
        whole = JudgeLane(number, command.verdict, command.reason, proof, form.submit_id.data)
        judged = judge_lane(current_actor(), whole)
    except Replayed:
        return done("/fast-lane", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _look(form, number, beside(refused))
    said = gettext("Your second look is signed.")
    return done("/fast-lane", f"{said} {gettext('The fast lane has closed.')}" if judged.closed else said)


def _look(form: LaneReviewForm, number: int, refused: Refused | None = None) -> Response:
    found = second_look(current_actor(), number)
    return form_page("fast_lane/review.html", form, refused, found=found, line=found.line)
