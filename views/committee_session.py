"""One session of the committee: its page, its agenda, who is here, opening and closing it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.base import ActionForm
from forms.committee import AgendaForm, AttendanceForm, OfficersForm, OtherForm, key_in
from views.answers import done
from views.committee_sheets import show_agenda, show_attendance, show_officers, show_session
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.approvals.committee.agenda import AddOther, AddRequests, add_other, add_requests
from workflows.approvals.committee.closing import CloseSession, close_session
from workflows.approvals.committee.opening import (
    NoteAttendance,
    OpenSession,
    Present,
    note_attendance,
    open_session,
)
from workflows.approvals.committee.page import SessionPage, session_page
from workflows.approvals.committee.planning import (
    CallOffSession,
    NameOfficers,
    call_off_session,
    name_officers,
)
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed

pages = Blueprint("committee_session", __name__, url_prefix="/committee/<ref(MTG):session_id>")


@pages.get("")
@guard("signed_in")
def show(session_id: int) -> Response:
    """Everything about one session."""
    return show_session(session_id, ActionForm(formdata=None))


@pages.get("/agenda")
@guard("signed_in")
def agenda(session_id: int) -> Response:
    """The agenda with what could be put on it."""
    return show_agenda(session_id, AgendaForm(), OtherForm(formdata=None))


@pages.post("/agenda")
@guard("signed_in")
def add(session_id: int) -> Response:
    """Puts requests on the agenda."""
    form, here = AgendaForm(), ref("MTG", session_id)
    chosen = tuple(str(one)[:24] for one in form.requests.data or [])[:100]
    if not form.validate():
        return show_agenda(session_id, form, OtherForm(formdata=None))
    try:
        add_requests(current_actor(), AddRequests(here, chosen, form.submit_id.data))
    except Replayed:
        return done(f"/committee/{here}/agenda")
    except Refused as refused:
        return show_agenda(session_id, form, OtherForm(formdata=None), beside(refused))
    return done(f"/committee/{here}/agenda", gettext("It is on the agenda."))


@pages.post("/agenda/other")
@guard("signed_in")
def other(session_id: int) -> Response:
    """Puts something else on the agenda."""
    form, here = OtherForm(), ref("MTG", session_id)
    if not form.validate():
        return show_agenda(session_id, AgendaForm(formdata=None), form, sent=form)
    try:
        add_other(
            current_actor(),
            AddOther(here, form.title.data or "", form.note.data or "", form.submit_id.data),
        )
    except Replayed:
        return done(f"/committee/{here}/agenda")
    except Refused as refused:
        return show_agenda(session_id, AgendaForm(formdata=None), form, beside(refused), sent=form)
    return done(f"/committee/{here}/agenda", gettext("It is on the agenda."))


@pages.get("/attendance")
@guard("signed_in")
def attendance(session_id: int) -> Response:
    """Asks who is here: to open the session, or while it is open."""
    return show_attendance(session_id, AttendanceForm())


@pages.post("/attendance")
@guard("signed_in")
def attend(session_id: int) -> Response:
    """Opens the session with who is here, or notes who came and who left."""
    form, here = AttendanceForm(), ref("MTG", session_id)
    found = session_page(current_person(), session_id)
    if not form.validate():
        return show_attendance(session_id, form)
    present, planned = _present(form, found), found.facts.status == "planned"
    try:
        if planned:
            open_session(current_actor(), OpenSession(here, present, form.submit_id.data))
        else:
            note_attendance(current_actor(), NoteAttendance(here, present, form.submit_id.data))
    except Replayed:
        return done(f"/committee/{here}")
    except Refused as refused:
        return show_attendance(session_id, form, beside(refused))
    said = gettext("%(ref)s is open.", ref=here) if planned else gettext("Noted who is here.")
    return done(f"/committee/{here}", said)


def _present(form: AttendanceForm, found: SessionPage) -> tuple[Present, ...]:
    """What the form says: each member in person, by a deputy, or not at all; then the guests."""
    here = []
    for member in found.facts.members:
        key = key_in(request.form.get(f"m{member.person_id}", "")[:20])
        if key == member.person_id:
            here.append(Present(key))
        elif key:
            here.append(Present(key, member.person_id))
    return (*here, *(Present(key) for key in form.guest_keys()))


@pages.get("/officers")
@guard("signed_in")
def officers(session_id: int) -> Response:
    """Asks who leads the session and who writes it."""
    facts = session_page(current_person(), session_id).facts
    chosen = {"chair": str(facts.chair_id or ""), "secretary": str(facts.secretary_id or "")}
    return show_officers(session_id, OfficersForm(data=chosen))


@pages.post("/officers")
@guard("signed_in")
def name_them(session_id: int) -> Response:
    """Names who leads the session and who writes it."""
    form, here = OfficersForm(), ref("MTG", session_id)
    if not form.validate():
        return show_officers(session_id, form)
    command = NameOfficers(here, key_in(form.chair.data), key_in(form.secretary.data), form.submit_id.data)
    try:
        name_officers(current_actor(), command)
    except Replayed:
        return done(f"/committee/{here}")
    except Refused as refused:
        return show_officers(session_id, form, beside(refused))
    return done(f"/committee/{here}", gettext("Named who leads and who writes."))


@pages.post("/close")
@guard("signed_in")
def close(session_id: int) -> Response:
    """Closes the session."""
    here = ref("MTG", session_id)

    def act(form: ActionForm) -> None:
        close_session(current_actor(), CloseSession(here, form.submit_id.data))

    return _press(session_id, act, gettext("%(ref)s is closed.", ref=here))


@pages.post("/call-off")
@guard("signed_in")
def call_off(session_id: int) -> Response:
    """Calls the session off."""
    here = ref("MTG", session_id)

    def act(form: ActionForm) -> None:
        call_off_session(current_actor(), CallOffSession(here, form.submit_id.data))

    return _press(session_id, act, gettext("%(ref)s is called off.", ref=here))


def _press(session_id: int, act: Callable[[ActionForm], None], said: str) -> Response:
    """Runs an act that needs no more than a press: back to the page with a sentence, or with its refusal."""
    form, here = ActionForm(), f"/committee/{ref('MTG', session_id)}"
    if not form.validate():
        return show_session(session_id, form)
    try:
        act(form)
    except Replayed:
        return done(here)
    except Refused as refused:
        return show_session(session_id, form, beside(refused))
    return done(here, said)
