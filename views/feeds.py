"""The one door for other calendars: no session, no cookie, the secret in the address is the credential."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.http import generate_etag

from views.security import guard
from workflows.notices.dates.feeds import note_fetch, read_feed

pages = Blueprint("feeds", __name__)


@pages.get("/feeds/<token>.ics")
@guard("public")
def show(token: str) -> Response:
    """The feed as its person sees it now, or 304 when it is as the other calendar has it; 404 for anything else."""
    body = read_feed(token)
    note_fetch(token)
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["Content-Disposition"] = 'inline; filename="countersign.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.set_etag(generate_etag(body))
    made = answer.make_conditional(request)
    assert isinstance(made, Response)
    return made


# A calendar brings no cookie, and whoever brings one is not thereby somebody else.
show.needs_nobody = True  # type: ignore[attr-defined]
