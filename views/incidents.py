"""The legal clocks of incidents, and how an incident is contained."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.incidents import StopClockForm
from views.answers import done, form_page, page
from views.badges import Badge
from views.lifecycle_words import gate_word, stage_word
from views.refusals import beside
from views.security import current_actor, guard, reader
from views.words import say
from workflows.assurance.incidents.page import all_clocks, clocks_page
from workflows.assurance.incidents.stopping import StopClock, stop_clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused, Replayed

pages = Blueprint("incidents", __name__)


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


STATES = {
    "running": ("info", "clock", N_("Runs")),
    "overdue": ("bad", "warn", N_("Overdue")),
    "reported": ("ok", "approved", N_("Reported")),
    "late": ("bad", "warn", N_("Reported late")),
    "not_due": ("neutral", "withdrawn", N_("Not due")),
}


def clock_badge(state: str) -> Badge:
    """Colour, shape and word of a clock's state."""
    colour, shape, word = STATES[state]
    return Badge(colour, shape, gettext(word))


WORDS: dict[str, Any] = {
    "clock_badge": clock_badge,
    "say": say,
    "gate_word": gate_word,
    "stage_word": stage_word,
}


@pages.get("/incidents/clocks")
@guard("signed_in")
def clocks() -> Response:
    """Every clock the reader may see, the first due first."""
    return page("incidents/all.html", clocks=all_clocks(reader()), **WORDS)


@pages.get("/registers/incidents/<ref(INC):incident_id>/clocks")
@guard("signed_in")
def show(incident_id: int) -> Response:
    """The clocks of one incident, the version it is about, and what can be done at once."""
    return _page(incident_id, StopClockForm(formdata=None))


@pages.get("/registers/incidents/<ref(INC):incident_id>/clocks/stop")
@guard("signed_in")
def stopping(incident_id: int) -> Response:
    """Asks what stops one clock."""
    return _stop_page(incident_id, StopClockForm(formdata=None), request.args.get("clock", "")[:40])


@pages.post("/registers/incidents/<ref(INC):incident_id>/clocks/stop")
@guard("signed_in")
def stop(incident_id: int) -> Response:
    """Stops one clock with evidence."""
    form = StopClockForm()
    uuid, home = (form.clock.data or "")[:40], f"/registers/incidents/{ref('INC', incident_id)}/clocks"
    if not form.validate():
        return _stop_page(incident_id, form, uuid)
    evidence, note = form.evidence.data or "", form.note.data or ""
    how, when = str(form.stop.data or ""), (form.on.data, form.moment)
    command = StopClock(incident_id, uuid, how, evidence, note, *when, submit_id=form.submit_id.data)
    try:
        late = stop_clock(current_actor(), command).late
    except Replayed:
        return done(home, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _stop_page(incident_id, form, uuid, beside(refused))
    return done(home, gettext("The clock stands: reported late.") if late else gettext("The clock stands."))


def _page(incident_id: int, form: StopClockForm, refused: Refused | None = None) -> Response:
    return form_page(
        "incidents/clocks.html", form, refused, found=clocks_page(reader(), incident_id), **WORDS
    )


def _stop_page(incident_id: int, form: StopClockForm, uuid: str, refused: Refused | None = None) -> Response:
    """The form about one clock; not found for a clock of another incident."""
    found = clocks_page(reader(), incident_id)
    one = next((clock for clock in found.clocks if clock.uuid == uuid), None)
    if one is None:
        raise NotFound("not_found")
    form.clock.data = uuid
    return form_page("incidents/stop.html", form, refused, found=found, one=one, **WORDS)
