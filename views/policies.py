"""Pages that show the gate policies: what is asked, who decides, what follows."""

from __future__ import annotations

from flask import Blueprint, Response

from views.answers import page
from views.security import guard
from workflows.approvals.policies.pages import policy_page, policy_table

pages = Blueprint("policies", __name__)


@pages.get("/policies")
@guard("signed_in")
def table() -> Response:
    """All policies as a table of gate and tier."""
    return page("policies/table.html", rows=policy_table())


@pages.get("/policies/<gate>/<tier>")
@guard("signed_in")
def policy(gate: str, tier: str) -> Response:
    """One policy, whole."""
    return page("policies/policy.html", policy=policy_page(gate, tier))
