"""Writing a record: the form built from its declaration, new or known; a conflict shows both versions."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext

from forms.registers.records import RecordForm, filled, form_of
from views.answers import done
from views.refusals import beside
from views.registers.door import home_of, pages
from views.registers.sheets import (
    both_versions,
    choose,
    command_of,
    known_at_first,
    located,
    offered_for,
    sheet,
    system_asked,
    system_sent,
)
from views.security import current_actor, current_person, guard
from workflows.ground.refused import NotAllowed, Refused, Replayed, Stale
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.heading import record_to_change
from workflows.inventory.registers.offering import emails, people_in, somebody
from workflows.inventory.registers.saving import save_record


@pages.get("/<area:one>/new")
@guard("signed_in")
def new(one: Register) -> Response:
    """An empty record; the address may say its system, its version, and what is known already."""
    person = current_person()
    if person is None or person.kind == "guest":
        raise NotAllowed("guests_register_nothing")
    offered = offered_for(one, system_asked(one))
    form = form_of(one.fields, offered.own)(data=known_at_first(one, person.email))
    choose(one, form, offered)
    return sheet(one, form, offered)


@pages.post("/<area:one>/new")
@guard("signed_in")
def create(one: Register) -> Response:
    """Writes the record, or shows the form again with every error beside its field."""
    system_id = system_sent()
    offered = offered_for(one, system_id)
    form: RecordForm = form_of(one.fields, offered.own)()
    choose(one, form, offered)
    if form.pressed(request.form):
        return sheet(one, form, offered)
    if not form.validate():
        return sheet(one, form, offered)
    try:
        saved = save_record(current_actor(), command_of(one, form, system_id))
    except Replayed as first:
        return done(home_of(one, first.ref), gettext("This was sent twice and done once."))
    except Refused as refused:
        return sheet(one, form, offered, refused=located(form, beside(refused)))
    return done(home_of(one, saved.ref), gettext("%(ref)s is written.", ref=saved.ref))


@pages.get("/<area:one>/<record:record_id>/edit")
@guard("signed_in")
def edit(one: Register, record_id: int) -> Response:
    """What a record says, to be changed by whoever may."""
    head = record_to_change(current_person(), one, record_id)
    offered = offered_for(one, head.system_id, with_systems=False)
    named = emails(somebody(people_in((*one.fields, *offered.own), {**head.body, **head.own})))
    kind = form_of(one.fields, offered.own)
    data = filled(kind, head.body, head.own, named) | {
        "title": head.title,
        "status": head.status,
        "owner": head.owner_email,
        "version": str(head.version_id or ""),
        "revision": head.revision,
    }
    form = kind(data=data)
    choose(one, form, offered, head)
    return sheet(one, form, offered, head)


@pages.post("/<area:one>/<record:record_id>/edit")
@guard("signed_in")
def save(one: Register, record_id: int) -> Response:
    """Saves the change; when somebody was faster both versions are shown and nothing is lost."""
    head = record_to_change(current_person(), one, record_id)
    offered = offered_for(one, head.system_id, with_systems=False)
    form: RecordForm = form_of(one.fields, offered.own)()
    choose(one, form, offered, head)
    if form.pressed(request.form) or not form.validate():
        return sheet(one, form, offered, head)
    try:
        saved = save_record(current_actor(), command_of(one, form, head.system_id, head))
    except Replayed as first:
        return done(home_of(one, first.ref), gettext("This was sent twice and done once."))
    except Stale as stale:
        return both_versions(one, form, offered, head, stale)
    except Refused as refused:
        return sheet(one, form, offered, head, located(form, beside(refused)))
    said = gettext("Saved.") if saved.changed else gettext("Nothing was different, so nothing was changed.")
    return done(home_of(one, saved.ref), said)
