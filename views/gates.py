"""The page of a gate in practice: what went wrong after its approvals, and which criteria that points to."""

from __future__ import annotations

from flask import Blueprint, Response

from views.answers import page
from views.people_door import SignedIn
from views.security import current_person, guard
from views.words import say
from workflows.lifecycle.feedback.page import in_practice

pages = Blueprint("gates", __name__)


@pages.get("/gates/<gate>")
@guard("signed_in")
def practice(gate: str) -> Response:
    """How the criteria of a gate hold in practice, for what the reader may see."""
    person = current_person()
    assert isinstance(person, SignedIn)
    return page("gates/practice.html", found=in_practice(person, gate), say=say)
