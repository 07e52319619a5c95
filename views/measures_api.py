"""The one door for programs that measure: values of one indicator, with a key that can do nothing else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request

from views.security import guard
from views.words import sentence
from workflows.assurance.monitoring.given import LONGEST_FILE, from_json
from workflows.assurance.monitoring.keys import send_values
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused, Several, Unavailable

pages = Blueprint("measures_api", __name__)

STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotAllowed, 401),
    (NotFound, 404),
    (Unavailable, 429),
    (Conflict, 409),
)
"""The status of each kind of refusal; everything else is 422."""


@pages.post("/api/indicators/<ref(IND):measured_id>/values")
@guard("public")
def send(measured_id: int) -> Response:
    """Takes one value, or several; all of them or none."""
    request.max_content_length = LONGEST_FILE
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    try:
        if kind.lower() != "bearer":
            raise NotAllowed("key_wrong")
        entered = send_values(key[:200], measured_id, from_json(request.get_json(silent=True)))
    except Refused as refused:
        return _refusal(refused)
    return make_response(jsonify(indicator=entered.ref, states=dict(entered.states)), 201)


# Its credential is the key in the header: no cookie counts here, and no form of a page comes with it.
send.needs_nobody = True  # type: ignore[attr-defined]
send.takes_key = True  # type: ignore[attr-defined]


def _refusal(refused: Refused) -> Response:
    """A refusal as JSON: its code and sentence, and each value that does not hold."""
    reasons = refused.reasons if isinstance(refused, Several) else [refused]
    status = next((code for kind, code in STATUS if isinstance(refused, kind)), 422)
    answer = make_response(jsonify(errors=[_one(reason) for reason in reasons]), status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status == 429:
        answer.headers["Retry-After"] = "60"
    return answer


def _one(refused: Refused) -> dict[str, Any]:
    found: dict[str, Any] = {"code": refused.code, "message": sentence(refused), "field": refused.field}
    line = refused.params.get("line")
    return found | ({"value": line} if line else {})
