"""The page that says who carries the policies: whose leaving would close which gate in which tier."""

from __future__ import annotations

from flask import Blueprint, Response

from views.answers import page
from views.security import guard
from workflows.approvals.policies.proof.page import crew_page

pages = Blueprint("policy_crew", __name__)


@pages.get("/policies/crew")
@guard("crew_reader")
def crew() -> Response:
    """What nobody could decide now, and what would close if somebody left."""
    return page("policies/crew.html", crew=crew_page())
