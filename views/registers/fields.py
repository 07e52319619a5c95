"""Pages on which administrators and the governance lead keep the own fields of a register."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext

from forms.base import ActionForm
from forms.registers.fields import OwnFieldForm
from views.answers import done, form_page
from views.refusals import beside
from views.registers.door import pages
from views.security import current_actor, current_person, guard
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.commands import OwnField
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.own_fields import end_own_field, keep_own_field
from workflows.inventory.registers.own_reading import kept_field, kept_fields


@pages.get("/<area:one>/fields")
@guard("signed_in")
def fields(one: Register) -> Response:
    """The own fields of a register, and the form that adds one."""
    return _page(one, OwnFieldForm())


@pages.post("/<area:one>/fields")
@guard("signed_in")
def add_field(one: Register) -> Response:
    """Adds an own field."""
    return _keep(one, OwnFieldForm(), None)


@pages.get("/<area:one>/fields/<int:field_id>")
@guard("signed_in")
def field(one: Register, field_id: int) -> Response:
    """One own field, to be changed."""
    own = kept_field(current_person(), one, field_id)
    data = {"label": own.field.label, "kind": own.field.kind, "position": str(own.position)}
    data["choices"] = "\n".join(value for value, _ in own.field.choices)
    return _page(one, OwnFieldForm(data=data), field_id=field_id)


@pages.post("/<area:one>/fields/<int:field_id>")
@guard("signed_in")
def change_field(one: Register, field_id: int) -> Response:
    """Changes label, values and place of an own field; its kind stays."""
    return _keep(one, OwnFieldForm(), field_id)


@pages.post("/<area:one>/fields/<int:field_id>/end")
@guard("signed_in")
def end_field(one: Register, field_id: int) -> Response:
    """No longer asks for an own field; what was typed stays in the records."""
    form = ActionForm()
    if not form.validate():
        return _page(one, OwnFieldForm(formdata=None), Refused("submit_id_missing"))
    try:
        end_own_field(current_actor(), OwnField(one.key, field_id, submit_id=form.submit_id.data))
    except Replayed:
        return _twice(one)
    return done(f"/registers/{one.area}/fields", gettext("The field is no longer asked for."))


def _keep(one: Register, form: OwnFieldForm, field_id: int | None) -> Response:
    if field_id is not None:
        form.kind.data = kept_field(current_person(), one, field_id).field.kind
    if not form.validate():
        return _page(one, form, field_id=field_id)
    command = OwnField(
        one.key,
        field_id,
        form.label.data or "",
        form.kind.data,
        form.values(),
        form.place(),
        form.submit_id.data,
    )
    try:
        keep_own_field(current_actor(), command)
    except Replayed:
        return _twice(one)
    except Refused as refused:
        return _page(one, form, beside(refused), field_id)
    return done(f"/registers/{one.area}/fields", gettext("The field is kept. Forms ask for it from now on."))


def _page(
    one: Register, form: OwnFieldForm, refused: Refused | None = None, field_id: int | None = None
) -> Response:
    found = kept_fields(current_person(), one)
    return form_page("registers/fields.html", form, refused, reg=one, found=found, field_id=field_id)


def _twice(one: Register) -> Response:
    return done(f"/registers/{one.area}/fields", gettext("This was sent twice and done once."))
