"""The calendar: a month of what is due, the committee's dates, and addresses for other calendars."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request, session
from flask_babel import gettext

from forms.base import ActionForm
from forms.dates import FeedForm, SittingForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.ids import key_of
from workflows.ground.refused import NotAllowed, Refused, Replayed
from workflows.notices.dates import feeds, sittings
from workflows.notices.dates.entry import KINDS, leads_room
from workflows.notices.dates.feeds import MakeFeed, OnFeed
from workflows.notices.dates.queries import calendar_page
from workflows.notices.dates.sittings import CallOff, SetDate

pages = Blueprint("dates", __name__, url_prefix="/calendar")

ONCE = "feed_once"
VIEWS = ("", "month", "agenda")


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """A month, as a table or as a list; everything that is chosen stands in the address."""
    return _page(FeedForm(formdata=None))


@pages.get("/committee")
@guard("signed_in")
def committee() -> Response:
    """The form for a date of the committee."""
    return _sitting(SittingForm(formdata=None))


@pages.post("/committee")
@guard("signed_in")
def set_date() -> Response:
    """Adds a date of the committee."""
    form = SittingForm()
    if not form.validate():
        return _sitting(form)
    command = _date_of(form)
    try:
        sittings.set_date(current_actor(), command)
    except Refused as refused:
        return _sitting(form, beside(refused))
    return done(f"/calendar?m={command.day:%Y-%m}", gettext("The date is in everybody's calendar."))


def _date_of(form: SittingForm) -> SetDate:
    assert form.day.data is not None
    assert form.starts.data is not None
    assert form.ends.data is not None
    return SetDate(
        title=form.title.data or "",
        day=form.day.data,
        starts=form.starts.data,
        ends=form.ends.data,
        place=form.place.data or "",
        submit_id=form.submit_id.data,
    )


@pages.post("/committee/<date_uuid>/call-off")
@guard("signed_in")
def call_off(date_uuid: str) -> Response:
    """Calls a date of the committee off."""
    form = ActionForm()
    if not form.validate():
        return _page(FeedForm(formdata=None), Refused("submit_id_missing"))
    sittings.call_off(current_actor(), CallOff(date_uuid, form.submit_id.data))
    return done("/calendar", gettext("The date is called off. It stays in calendars as cancelled."))


@pages.post("/feeds")
@guard("signed_in")
def make_feed() -> Response:
    """Makes an address for another calendar; it is shown on the next page, and only there."""
    form = FeedForm()
    if not form.validate():
        return _page(form)
    chosen = form.what.data or ""
    system = (key_of("SYS", chosen) or -1) if chosen else None
    try:
        token = feeds.make_feed(
            current_actor(), MakeFeed(system, form.titles.data or "", form.submit_id.data)
        )
    except Refused as refused:
        return _page(form, beside(refused))
    session[ONCE] = token
    return done("/calendar#subscribe", gettext("The address is made."))


@pages.post("/feeds/<feed_uuid>/rotate")
@guard("signed_in")
def rotate(feed_uuid: str) -> Response:
    """A new secret for one of the reader's addresses."""
    form = ActionForm()
    if not form.validate():
        return _page(FeedForm(formdata=None), Refused("submit_id_missing"))
    try:
        session[ONCE] = feeds.rotate_feed(current_actor(), OnFeed(feed_uuid, "rotate", form.submit_id.data))
    except Replayed:
        return done("/calendar#subscribe")
    return done("/calendar#subscribe", gettext("The old address no longer works."))


@pages.post("/feeds/<feed_uuid>/revoke")
@guard("signed_in")
def revoke(feed_uuid: str) -> Response:
    """Ends one of the reader's addresses."""
    form = ActionForm()
    if not form.validate():
        return _page(FeedForm(formdata=None), Refused("submit_id_missing"))
    feeds.revoke_feed(current_actor(), OnFeed(feed_uuid, "revoke", form.submit_id.data))
    return done("/calendar#subscribe", gettext("The address no longer works."))


def _page(form: FeedForm, refused: Refused | None = None) -> Response:
    person = current_person()
    assert person is not None
    kinds = _kinds(request.args.get("show"))
    found = calendar_page(person, request.args.get("m", ""), kinds)
    form.offer(found.systems)
    look = request.args.get("view", "")
    return form_page(
        "calendar/index.html",
        form,
        refused,
        found=found,
        kinds=kinds,
        all_kinds=KINDS,
        look=look if look in VIEWS else "",
        link=_link(),
        address=_address,
    )


def _link() -> str | None:
    """The address that was made just now; asking for it forgets it."""
    fresh = session.pop(ONCE, None)
    return f"{request.host_url}feeds/{fresh}.ics" if fresh else None


def _kinds(text: str | None) -> tuple[str, ...]:
    """The chosen kinds in their order; all of them when nothing is said."""
    if text is None:
        return KINDS
    chosen = set(text[:200].split(","))
    return tuple(kind for kind in KINDS if kind in chosen)


def _address(month: str, kinds: tuple[str, ...] | list[str], look: str = "") -> str:
    """The address of a month with these choices; what is usual is left out."""
    parts: dict[str, Any] = {"m": month}
    if tuple(kinds) != KINDS:
        parts["show"] = ",".join(kinds)
    if look:
        parts["view"] = look
    return "/calendar?" + urlencode(parts, safe=",")


def _sitting(form: SittingForm, refused: Refused | None = None) -> Response:
    person = current_person()
    if person is None or not leads_room(person):
        raise NotAllowed("committee_not_yours")
    return form_page("calendar/committee.html", form, refused)
