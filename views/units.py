"""The organisation's units as a tree."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.people import ReasonForm, UnitForm, key_of_choice
from views.answers import done, form_page, page
from views.security import current_actor, guard
from workflows.ground.refused import Refused, Stale
from workflows.people import tree, units

pages = Blueprint("units", __name__)


@pages.get("/people/units")
@guard("administrator")
def index() -> Response:
    """The tree."""
    return page("people/units.html", units=tree.unit_tree())


@pages.route("/people/units/new", methods=["GET", "POST"])
@guard("administrator")
def add() -> Response:
    """A new unit."""
    form = UnitForm(data={"parent": request.args.get("below", ""), "kind": "department"})
    form.offer(_places())
    if request.method != "POST" or not form.validate():
        return form_page("people/unit.html", form, unit=None, moved=False)
    command = units.AddUnit(
        form.name.data or "", form.kind.data or "", key_of_choice(form.parent.data), form.submit_id.data
    )
    try:
        units.add_unit(current_actor(), command)
    except Refused as refused:
        return form_page("people/unit.html", form, refused, unit=None, moved=False)
    return done("/people/units", gettext("The unit is added."))


@pages.route("/people/units/<int:unit_id>/edit", methods=["GET", "POST"])
@guard("administrator")
def edit(unit_id: int) -> Response:
    """Another name, kind or place."""
    unit = tree.find_unit(unit_id)
    form = UnitForm(obj=unit, data={"parent": str(unit.parent_id or "")})
    form.offer(_places())
    if request.method != "POST" or not form.validate():
        return form_page("people/unit.html", form, unit=unit, moved=False)
    command = units.EditUnit(
        unit_id,
        form.seen_revision(),
        form.name.data or "",
        form.kind.data or "",
        key_of_choice(form.parent.data),
        form.submit_id.data,
    )
    try:
        units.edit_unit(current_actor(), command)
    except Refused as refused:
        return _again("people/unit.html", form, refused, unit_id)
    return done("/people/units", gettext("The unit is changed."))


@pages.route("/people/units/<int:unit_id>/archive", methods=["GET", "POST"])
@guard("administrator")
def archive(unit_id: int) -> Response:
    """A unit leaves the tree; the record keeps it."""
    unit = tree.find_unit(unit_id)
    form = ReasonForm(obj=unit)
    if request.method != "POST" or not form.validate():
        return form_page("people/archive_unit.html", form, unit=unit)
    command = units.ArchiveUnit(unit_id, form.seen_revision(), form.reason.data or "", form.submit_id.data)
    try:
        units.archive_unit(current_actor(), command)
    except Refused as refused:
        return _again("people/archive_unit.html", form, refused, unit_id)
    return done("/people/units", gettext("The unit is archived."))


def _again(template: str, form: UnitForm | ReasonForm, refused: Refused, unit_id: int) -> Response:
    """The form with what was typed; after somebody else's change, with the present version beside it."""
    unit = tree.find_unit(unit_id)
    moved = isinstance(refused, Stale)
    if moved:
        form.revision.data = str(unit.revision)
    return form_page(template, form, refused, unit=unit, moved=moved, places=dict(_places()))


def _places() -> list[tuple[str, str]]:
    return [(str(unit.id), unit.path) for unit in tree.unit_tree()]
