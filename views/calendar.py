"""The organisation's working calendar: hours, weekdays, holidays and own days."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext, ngettext

from forms.base import ActionForm, fresh_submit_id
from forms.calendar import HoursForm, OwnDayForm
from views.answers import done, form_page
from views.security import current_actor, guard
from workflows.approvals.clock import changing
from workflows.approvals.clock.changing import AddDay, RemoveDay, SetHours
from workflows.approvals.clock.keeping import calendar_page
from workflows.ground.refused import Refused, Stale

pages = Blueprint("calendar_settings", __name__, url_prefix="/admin/calendar")


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """The calendar that holds now, and its forms."""
    return _page()


@pages.post("")
@guard("signed_in")
def save() -> Response:
    """Changes the working week; open requests are counted anew at once."""
    form = HoursForm()
    calendar_page(current_actor())
    if not form.validate() or form.opens.data is None or form.closes.data is None:
        return _page(hours=form)
    command = SetHours(
        revision=form.seen_revision(),
        opens=form.opens.data,
        closes=form.closes.data,
        lunch_from=form.lunch_from.data,
        lunch_to=form.lunch_to.data,
        weekdays="".join(sorted(set(form.weekdays.data or ()))),
        country=form.country.data or "",
        subdivision=form.subdivision.data or "",
        submit_id=form.submit_id.data,
    )
    try:
        return _counted(changing.set_hours(current_actor(), command))
    except Refused as refused:
        return _page(hours=form, refused=refused)


@pages.post("/days")
@guard("signed_in")
def add_day() -> Response:
    """Adds a day the organisation decides itself."""
    form = OwnDayForm()
    calendar_page(current_actor())
    if not form.validate() or form.day.data is None:
        return _page(own=form)
    command = AddDay(
        form.day.data, form.is_working.data == "worked", form.name.data or "", form.submit_id.data
    )
    try:
        return _counted(changing.add_day(current_actor(), command))
    except Refused as refused:
        return _page(own=form, refused=refused)


@pages.post("/days/<int:day_id>/remove")
@guard("signed_in")
def remove_day(day_id: int) -> Response:
    """Takes an own day out again."""
    form = ActionForm()
    calendar_page(current_actor())
    if not form.validate():
        return _page(own=OwnDayForm(formdata=None), acted=form)
    return _counted(changing.remove_day(current_actor(), RemoveDay(day_id, form.submit_id.data)))


def _counted(count: int) -> Response:
    said = ngettext(
        "The calendar is changed. %(num)s open request was counted anew.",
        "The calendar is changed. %(num)s open requests were counted anew.",
        count,
    )
    return done("/admin/calendar", said)


def _page(
    hours: HoursForm | None = None,
    own: OwnDayForm | None = None,
    refused: Refused | None = None,
    acted: ActionForm | None = None,
) -> Response:
    found = calendar_page(current_actor())
    sent = acted or hours or own
    if hours is None:
        hours = HoursForm(formdata=None, obj=found, data={"weekdays": list(found.weekdays)})
        hours.weekdays.data = list(found.weekdays)
    elif isinstance(refused, Stale):
        hours.revision.data = str(found.revision)
    own = own or OwnDayForm(formdata=None)
    return form_page(
        "admin/calendar.html",
        sent or hours,
        refused,
        found=found,
        hours=hours,
        own=own,
        fresh=fresh_submit_id,
        moved=isinstance(refused, Stale),
        lede=gettext("Clocks of requests count in this time, in the zone %(zone)s.", zone=found.zone),
    )
