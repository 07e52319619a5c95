"""Takes a record out of the lists, and brings it back; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_babel import gettext

from forms.base import RevisedForm
from forms.registers.acts import LeaveForm, ReturnForm
from views.answers import done, form_page
from views.refusals import beside
from views.registers.door import home_of, pages
from views.security import current_actor, current_person, guard
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.archiving import archive_record, restore_record
from workflows.inventory.registers.commands import ArchiveRecord, Saved
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.heading import RecordHead, record_to_change

Move = Callable[[Actor, ArchiveRecord], Saved]


@pages.get("/<area:one>/<record:record_id>/archive")
@guard("signed_in")
def leaving(one: Register, record_id: int) -> Response:
    """Asks for the reason before a record leaves the lists."""
    head = record_to_change(current_person(), one, record_id)
    return _page(one, head, LeaveForm(data={"revision": head.revision}), back=False)


@pages.post("/<area:one>/<record:record_id>/archive")
@guard("signed_in")
def leave(one: Register, record_id: int) -> Response:
    """Takes the record out of the lists."""
    return _move(one, record_id, LeaveForm(), archive_record, back=False)


@pages.get("/<area:one>/<record:record_id>/restore")
@guard("signed_in")
def returning(one: Register, record_id: int) -> Response:
    """Says what happens when a record comes back."""
    head = record_to_change(current_person(), one, record_id)
    return _page(one, head, ReturnForm(data={"revision": head.revision}), back=True)


@pages.post("/<area:one>/<record:record_id>/restore")
@guard("signed_in")
def come_back(one: Register, record_id: int) -> Response:
    """Brings the record back into the lists."""
    return _move(one, record_id, ReturnForm(), restore_record, back=True)


def _move(one: Register, record_id: int, form: LeaveForm | ReturnForm, act: Move, back: bool) -> Response:
    head = record_to_change(current_person(), one, record_id)
    if not form.validate():
        return _page(one, head, form, back)
    command = ArchiveRecord(
        one.key, record_id, form.reason.data or "", form.seen_revision(), form.submit_id.data
    )
    try:
        act(current_actor(), command)
    except Replayed:
        return done(home_of(one, head.ref), gettext("This was sent twice and done once."))
    except Refused as refused:
        form.revision.data = str(head.revision)
        form.renew()
        return _page(one, head, form, back, beside(refused))
    said = gettext("%(ref)s is back in the lists.", ref=head.ref) if back else None
    return done(home_of(one, head.ref), said or gettext("%(ref)s is archived.", ref=head.ref))


def _page(
    one: Register, head: RecordHead, form: RevisedForm, back: bool, refused: Refused | None = None
) -> Response:
    return form_page("registers/archive.html", form, refused, reg=one, head=head, back=back)
