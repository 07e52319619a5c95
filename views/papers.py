"""Papers to take away: the decision record of a request."""

from __future__ import annotations

from flask import Blueprint, Response

from views.pdf.decision import decision_paper
from views.pdf.lane import lane_blocks
from views.pdf.words import pdf
from views.security import current_actor, current_person, guard
from workflows.approvals.review.decision_record import decision_record
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed
from workflows.lifecycle.fast_lane.page import note_of_request

pages = Blueprint("papers", __name__)


@pages.get("/requests/<ref(REQ):request_id>/decision.pdf")
@guard("signed_in")
def decision(request_id: int) -> Response:
    """What was asked, answered and signed under a request, as a PDF."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    here = ref("REQ", request_id)
    beside = lane_blocks(note_of_request(current_actor(), here))
    return pdf(decision_paper(decision_record(person, here), beside), f"{here} decision record.pdf")
