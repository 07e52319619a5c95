"""The way into administration: the pages that only administrators open, in one list."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.words import N_
from views.answers import page
from views.returns import opens
from views.security import guard

pages = Blueprint("admin", __name__)

PLACES = (
    (N_("People and roles"), "/people", N_("Accounts, units, role grants and the security log.")),
    (N_("Working calendar"), "/admin/calendar", N_("Working days, hours and holidays that clocks count in.")),
    (N_("Webhooks and chat"), "/admin/webhooks", N_("Who outside is told what happened, and what arrived.")),
    (N_("Mail"), "/deliveries", N_("What waits and what could not be delivered.")),
    (
        N_("Health"),
        "/settings/health",
        N_("What the clock did last, what waits to be sent, and what all stands on."),
    ),
    (N_("Environments"), "/environments", N_("Where versions run, and for what.")),
    (N_("Policies"), "/policies", N_("What each gate asks for, by tier.")),
)
"""Label, address and what it is for; a page that this release does not have is left out."""


@pages.get("/admin")
@guard("administrator")
def index() -> Response:
    """Everything an administrator can open."""
    places = [(gettext(label), address, gettext(why)) for label, address, why in PLACES if opens(address)]
    return page("admin/index.html", places=places)
