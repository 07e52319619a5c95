"""Pages of AI systems: the list, registering, and what is said about one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.inventory.parts import artefact_rows, offered
from forms.inventory.systems import FACTS, ArchiveForm, EditForm, RegisterForm
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import NotAllowed, Refused, Stale
from workflows.inventory.archiving import archive_system
from workflows.inventory.commands import ArchiveSystem, ArtefactInput, EditSystem, RegisterSystem
from workflows.inventory.editing import edit_system
from workflows.inventory.people_queries import choices
from workflows.inventory.queries import SystemFilter, list_systems
from workflows.inventory.registering import LooksAlike, register_system
from workflows.inventory.system_queries import SystemHead, system_head, system_history, version_lines

pages = Blueprint("systems", __name__, url_prefix="/systems")

Overview = Callable[[SystemHead, Any], dict[str, Any]]
_overview: list[Overview] = []


def overview_from(part: Overview) -> Overview:
    """Names who fills the first tab of a system: `part(head, versions)` gives the context of its template."""
    _overview[:] = [part]
    return part


def overview_of(head: SystemHead, versions: Any) -> dict[str, Any]:
    """The context of the first tab, for these versions; nothing when nobody fills it."""
    return _overview[0](head, versions) if _overview else {}


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """The systems the reader may see, filtered by what the address asks for."""
    wanted = SystemFilter(
        words=request.args.get("q", "")[:200],
        tier=request.args.get("tier", ""),
        stage=request.args.get("stage", ""),
        unit_id=_number(request.args.get("unit", "")),
        archived=request.args.get("archived") == "1",
    )
    found = list_systems(current_person(), wanted, request.args.get("after", ""))
    return page("systems/index.html", found=found, wanted=wanted, after=request.args.get("after", ""))


@pages.get("/new")
@guard("signed_in")
def new() -> Response:
    """The empty registration; the owner is whoever registers, until they say otherwise."""
    person = current_person()
    if person is not None and person.kind == "guest":
        raise NotAllowed("guests_register_nothing")
    form = RegisterForm(data={"owner": person.email if person else "", "label": "v1"})
    return _new_page(form)


@pages.post("/new")
@guard("signed_in")
def create() -> Response:
    """Registers the system, or shows what looks like it and asks again."""
    form = RegisterForm()
    _choose(form)
    if not form.validate():
        return _new_page(form)
    artefacts = tuple(ArtefactInput(**row) for row in artefact_rows(form.artefacts))
    command = RegisterSystem(**form.facts(), artefacts=artefacts, submit_id=form.submit_id.data)
    try:
        made = register_system(current_actor(), command)
    except LooksAlike as alike:
        return _new_page(form, alike, similar=alike.similar)
    except Refused as refused:
        return _new_page(form, beside(refused))
    return done(f"/systems/{made.ref}", gettext("%(ref)s is registered. Next: classify it.", ref=made.ref))


@pages.get("/<ref(SYS):system_id>")
@guard("signed_in")
def show(system_id: int) -> Response:
    """One system: where it stands, its facts and its versions."""
    head, versions = version_lines(current_person(), system_id)
    more = overview_of(head, versions)
    return page("systems/show.html", head=head, versions=versions, tab="overview", **more)


@pages.get("/<ref(SYS):system_id>/history")
@guard("signed_in")
def history(system_id: int) -> Response:
    """What the record says about the system; whoever may see it may see its history."""
    head, entries = system_history(current_person(), system_id, _number(request.args.get("before", "")))
    return page("systems/history.html", head=head, entries=entries, tab="history")


@pages.get("/<ref(SYS):system_id>/edit")
@guard("signed_in")
def edit(system_id: int) -> Response:
    """What is said about the system, to be changed by whoever may."""
    head = system_head(current_person(), system_id)
    if not head.rights.edit:
        raise NotAllowed("not_your_system", system=head.name)
    form = EditForm(
        data={**head.facts, "owner": head.owner_email, "unit_id": head.unit_id, "revision": head.revision}
    )
    return _edit_page(form, head)


@pages.post("/<ref(SYS):system_id>/edit")
@guard("signed_in")
def save(system_id: int) -> Response:
    """Saves the change; when somebody was faster both versions are shown and nothing is lost."""
    form = EditForm()
    _choose(form)
    if not form.validate():
        return _edit_page(form, system_head(current_person(), system_id))
    revision, submit_id = form.seen_revision(), form.submit_id.data
    command = EditSystem(system_id=system_id, revision=revision, submit_id=submit_id, **form.facts())
    try:
        saved = edit_system(current_actor(), command)
    except Stale as stale:
        return _both_versions(form, system_id, stale)
    except Refused as refused:
        return _edit_page(form, system_head(current_person(), system_id), beside(refused))
    text = gettext("Saved.") if saved.changed else gettext("Nothing was different, so nothing was changed.")
    return done(f"/systems/{saved.ref}", text)


@pages.get("/<ref(SYS):system_id>/archive")
@guard("signed_in")
def leaving(system_id: int) -> Response:
    """Asks for the reason before a system leaves the lists."""
    head = system_head(current_person(), system_id)
    return form_page("systems/archive.html", ArchiveForm(), head=head, tab="archive")


@pages.post("/<ref(SYS):system_id>/archive")
@guard("signed_in")
def archive(system_id: int) -> Response:
    """Takes the system out of the lists."""
    form = ArchiveForm()
    refused: Refused | None = None
    if form.validate():
        command = ArchiveSystem(
            system_id=system_id, reason=form.reason.data or "", submit_id=form.submit_id.data
        )
        try:
            gone = archive_system(current_actor(), command)
            return done(f"/systems/{gone.ref}", gettext("%(ref)s is archived.", ref=gone.ref))
        except Refused as reason:
            refused = beside(reason)
    head = system_head(current_person(), system_id)
    return form_page("systems/archive.html", form, refused, head=head, tab="archive")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 18 else None


def _choose(form: Any) -> tuple[Any, ...]:
    """Gives the form the units one can choose, and gives the people back that its list suggests."""
    found = choices()
    form.unit_id.choices = offered([("", gettext("No unit")), *found.units])
    return found.people


def _new_page(form: RegisterForm, refused: Refused | None = None, **context: Any) -> Response:
    people = _choose(form)
    return form_page("systems/new.html", form, refused, people=people, **{"similar": (), **context})


def _edit_page(form: EditForm, head: SystemHead, refused: Refused | None = None, **context: Any) -> Response:
    people = _choose(form)
    return form_page("systems/edit.html", form, refused, head=head, people=people, tab="edit", **context)


def _both_versions(form: EditForm, system_id: int, stale: Stale) -> Response:
    """What stands there now beside what was typed; sending again then means: mine, knowingly."""
    head = system_head(current_person(), system_id)
    now = {**head.facts, "owner": head.owner_email, "unit_id": head.unit_id}
    typed = form.facts()
    units = dict(choices().units)
    differing = [
        (str(form[name].label.text), _said(name, now[name], units), _said(name, typed[name], units))
        for name in (*FACTS, "owner", "unit_id")
        if now[name] != typed[name]
    ]
    form.revision.data = str(head.revision)
    form.renew()
    return _edit_page(form, head, stale, differing=differing)


def _said(name: str, value: Any, units: dict[int, str]) -> str | None:
    """A value as people read it."""
    if name == "unit_id":
        return units.get(value)
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    return str(value) or None
