"""What the pages of a session are put together from."""

from __future__ import annotations

from flask import Response, request

from forms.base import ActionForm
from forms.committee import AgendaForm, AttendanceForm, OfficersForm, OtherForm
from views.answers import form_page
from views.committee_words import DECIDED, ITEM_KINDS, RESULTS, count_words
from views.security import current_person
from views.words import say
from workflows.approvals.committee.listing import chairs, people_to_name
from workflows.approvals.committee.page import session_page
from workflows.approvals.committee.waiting import waiting
from workflows.ground.refused import NotAllowed, Refused


def show_session(session_id: int, form: ActionForm, refused: Refused | None = None) -> Response:
    """The page of a session with the form of its small acts."""
    found = session_page(current_person(), session_id)
    return form_page(
        "committee/show.html",
        form,
        refused,
        found=found,
        facts=found.facts,
        results=RESULTS,
        kinds=ITEM_KINDS,
        decided=DECIDED,
        count_words=count_words,
        say=say,
    )


def show_agenda(
    session_id: int,
    form: AgendaForm,
    other_form: OtherForm,
    refused: Refused | None = None,
    sent: ActionForm | None = None,
) -> Response:
    """The agenda with what could be put on it; `sent` is the form that came, if it is the other one."""
    found = session_page(current_person(), session_id)
    rows = waiting(session_id)
    form.requests.choices = [(one.ref, one.ref) for one in rows]
    return form_page(
        "committee/agenda.html",
        sent or form,
        refused,
        found=found,
        facts=found.facts,
        rows=rows,
        pick=form,
        other=other_form,
        kinds=ITEM_KINDS,
    )


def show_attendance(session_id: int, form: AttendanceForm, refused: Refused | None = None) -> Response:
    """Who is here; only for whoever presides."""
    found = session_page(current_person(), session_id)
    if not found.presides:
        raise NotAllowed("committee_presiding", ref=found.facts.ref)
    members = {one.person_id for one in found.facts.members}
    form.offer([one for one in people_to_name() if one[0] not in members])
    if request.method == "GET":
        form.guests.data = [str(one.person_id) for one in found.facts.guests if one.left_at is None]
    typed = request.form if request.method == "POST" else {}
    return form_page("committee/attendance.html", form, refused, found=found, facts=found.facts, typed=typed)


def show_officers(session_id: int, form: OfficersForm, refused: Refused | None = None) -> Response:
    """Who leads and who writes; only for whoever presides."""
    found = session_page(current_person(), session_id)
    if not found.presides:
        raise NotAllowed("committee_presiding", ref=found.facts.ref)
    form.offer(chairs(), people_to_name())
    return form_page("committee/officers.html", form, refused, found=found, facts=found.facts)
