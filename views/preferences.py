"""How pages look to this reader: kept with the person, or in a cookie for who is not signed in."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext

from forms.preferences import PreferencesForm
from views import people_door
from views.answers import done, form_page
from views.frame import COOKIE, Display, display
from views.returns import next_path
from views.security import current_actor, current_person, guard
from workflows.ground.refused import Refused

pages = Blueprint("preferences", __name__)
TEMPLATE = "account/preferences.html"
A_YEAR = 31_536_000


@pages.get("/preferences")
@guard("public")
def show() -> Response:
    """The page with every choice as it is now."""
    return form_page(TEMPLATE, PreferencesForm(data=_now()), **_zones())


@pages.post("/preferences")
@guard("public")
def save() -> Response:
    """Keeps what was sent and leaves the rest; the footer sends one choice alone."""
    form = PreferencesForm()
    if not form.validate():
        return form_page(TEMPLATE, form, **_zones())
    chosen = {name: form[name].data or value for name, value in _now().items()}
    if "zone" in request.form:
        chosen["zone"] = form.zone.data or ""
    if current_person() is not None:
        try:
            people_door.set_preferences(current_actor(), chosen["theme"], chosen["density"], chosen["zone"])
        except Refused as refused:
            return form_page(TEMPLATE, form, refused, **_zones())
    alone = "zone" not in request.form
    answer = done(next_path("/preferences"), None if alone else gettext("Saved. This is how it looks."))
    return _keep(answer, Display(chosen["theme"], chosen["density"], chosen["shortcuts"]))


def _now() -> dict[str, str]:
    shown, person = display(), current_person()
    return {
        "theme": shown.theme,
        "density": shown.density,
        "shortcuts": shown.shortcuts,
        "zone": person.zone if person else "",
    }


def _zones() -> dict[str, Any]:
    return {"zones": sorted(available_timezones())}


def _keep(answer: Response, chosen: Display) -> Response:
    """Sets the cookie too: the sign-in page then looks as its reader wants."""
    answer.set_cookie(
        COOKIE,
        f"{chosen.theme}.{chosen.density}.{chosen.shortcuts}",
        max_age=A_YEAR,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
    return answer
