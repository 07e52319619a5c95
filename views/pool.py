"""Acts around the seats of a request: taking one, giving it back, assigning one, nudging."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext, ngettext

from forms.pool import AssignForm, PoolForm
from views.answers import done, form_page
from views.filters import when
from views.refusals import beside
from views.review_parts import plain_key, read, show
from views.security import current_actor, guard
from workflows.approvals.pool.assigning import AssignSeat, assign_seat
from workflows.approvals.pool.claiming import ClaimSeat, ReleaseSeat, claim_seat, release_seat
from workflows.approvals.pool.nudging import NudgeThem, nudge
from workflows.approvals.pool.offers import AssignPage, Offer, assign_page
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused

pages = Blueprint("pool", __name__, url_prefix="/requests/<ref(REQ):request_id>")


@pages.post("/take")
@guard("signed_in")
def take(request_id: int) -> Response:
    """The reader takes a seat."""
    request_ref, form = ref("REQ", request_id), PoolForm()
    if not form.validate():
        return show(read(request_ref), form)
    command = ClaimSeat(request_ref, plain_key(form.seat.data), submit_id=form.submit_id.data)
    try:
        claim_seat(current_actor(), command)
    except NotFound:
        raise
    except Refused as refused:
        return show(read(request_ref), form, refused)
    return done(
        f"/requests/{request_ref}", gettext("The seat is yours. The others see that you have taken it.")
    )


@pages.post("/give-back")
@guard("signed_in")
def give_back(request_id: int) -> Response:
    """The reader gives a taken seat back."""
    request_ref, form = ref("REQ", request_id), PoolForm()
    if not form.validate():
        return show(read(request_ref), form)
    command = ReleaseSeat(request_ref, plain_key(form.seat.data), submit_id=form.submit_id.data)
    try:
        release_seat(current_actor(), command)
    except NotFound:
        raise
    except Refused as refused:
        return show(read(request_ref), form, refused)
    return done(f"/requests/{request_ref}", gettext("The seat is open to everybody who may sign it again."))


@pages.post("/nudge")
@guard("signed_in")
def ask(request_id: int) -> Response:
    """The reader asks those whose turn it is."""
    request_ref, form = ref("REQ", request_id), PoolForm()
    if not form.validate():
        return show(read(request_ref), form)
    command = NudgeThem(request_ref, form.note.data or "", submit_id=form.submit_id.data)
    try:
        nudged = nudge(current_actor(), command)
    except NotFound:
        raise
    except Refused as refused:
        return show(read(request_ref), form, refused)
    said = ngettext("%(num)s person is asked to go on.", "%(num)s persons are asked to go on.", nudged.told)
    return done(f"/requests/{request_ref}", said)


@pages.get("/assign")
@guard("signed_in")
def assign(request_id: int) -> Response:
    """Whom each open seat can be assigned to."""
    return _page(assign_page(current_actor(), ref("REQ", request_id)), AssignForm(formdata=None))


@pages.post("/assign")
@guard("signed_in")
def assigned(request_id: int) -> Response:
    """Asks one person to sign one seat."""
    request_ref, form = ref("REQ", request_id), AssignForm()
    if not form.validate():
        return _page(assign_page(current_actor(), request_ref), form)
    seat_key, _, person = str(form.choice.data or "").rpartition(":")
    key = int(person) if person.isascii() and person.isdigit() and len(person) < 19 else 0
    command = AssignSeat(
        request_ref, plain_key(seat_key), key, form.reason.data or "", submit_id=form.submit_id.data
    )
    try:
        if not seat_key:
            raise Refused("assign_whom", field="choice")
        assign_seat(current_actor(), command)
    except Refused as refused:
        return _page(assign_page(current_actor(), request_ref), form, beside(refused))
    return done(f"/requests/{request_ref}", gettext("The seat is assigned. Both persons are told."))


def _page(found: AssignPage, form: AssignForm, refused: Refused | None = None) -> Response:
    form.choice.choices = [
        (f"{seat.key}:{one.person_id}", f"{one.name}, {gettext(seat.role_label)}")
        for seat in found.seats
        for one in seat.people
    ]
    hints = {f"{seat.key}:{one.person_id}": _hint(one) for seat in found.seats for one in seat.people}
    return form_page("requests/assign.html", form, refused, found=found, hints=hints)


def _hint(one: Offer) -> str:
    """What waits for a person, and whether they are away, in a line."""
    load = ngettext("%(num)s open seat waits for them", "%(num)s open seats wait for them", one.load)
    parts = [load, gettext("%(num)s due soon", num=one.soon)]
    if one.away_until:
        parts.append(gettext("away until %(day)s", day=when(one.away_until)))
    if one.taken:
        parts.append(gettext("has taken it"))
    if one.asked:
        parts.append(gettext("is asked already"))
    return ", ".join(str(part) for part in parts)
