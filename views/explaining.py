"""The page that explains a request: which rule, who satisfies it, who could, and what if."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from views.answers import page
from views.security import current_actor, guard
from views.words import say, sentence
from workflows.approvals.explaining.page import explain
from workflows.approvals.explaining.supposing import Supposed
from workflows.ground.ids import ref

pages = Blueprint("explaining", __name__)


@pages.get("/requests/<ref(REQ):request_id>/explain")
@guard("signed_in")
def why(request_id: int) -> Response:
    """Why the request stands where it stands; `act`, `person` and `item` ask what would change it."""
    found = explain(current_actor(), ref("REQ", request_id), _supposed())
    problems = []
    if found.refused is not None:
        problems = [(f"w-{found.refused.field or 'act'}", sentence(found.refused))]
    asked = {name: request.args.get(name, "") for name in ("act", "person", "item")}
    return page(
        "requests/explain/page.html",
        422 if problems else 200,
        found=found,
        asked=asked,
        problems=problems,
        acts=_acts(),
        say=say,
    )


def _acts() -> list[tuple[str, str]]:
    return [
        ("recuse", gettext("steps back from the request")),
        ("leave", gettext("leaves the organisation")),
        ("approve", gettext("approves")),
        ("reject", gettext("rejects")),
        ("reopen", gettext("an item comes open again")),
    ]


def _supposed() -> Supposed | None:
    """What the reader supposes; nothing at all when they chose nothing."""
    act, person = request.args.get("act", ""), request.args.get("person", "")
    if not act:
        return None
    key = int(person) if person.isascii() and person.isdecimal() and len(person) <= 18 else None
    return Supposed(act[:20], key, request.args.get("item", "")[:60])
