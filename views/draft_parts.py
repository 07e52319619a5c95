"""The forms of a draft's parts: an item, a seat, a row of the routing, the rules, and the whole as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from forms.policies.drafts import TextForm
from forms.policies.items import ItemForm, RouteForm, item_data
from forms.policies.parts import PartForm
from forms.policies.rules import RulesForm, rules_data
from forms.policies.seats import SeatForm, seat_data
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard
from workflows.approvals.policies.drafts.choices import choices_for
from workflows.approvals.policies.drafts.editing import row_key
from workflows.approvals.policies.drafts.page import DraftPage, draft_page, draft_text
from workflows.approvals.policies.drafts.saving import EditPart, SaveText, edit_part, save_text
from workflows.approvals.policies.yaml_text import to_yaml
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused, Replayed, Stale

pages = Blueprint("draft_parts", __name__, url_prefix="/policies/drafts/<ref(DRAFT):draft_id>")


@dataclass(frozen=True)
class _List:
    """One list of a policy: its form, how a row fills it, and what a new row starts with."""

    form: type[Any]
    data: Callable[[Mapping[str, Any]], dict[str, Any]]
    fresh: Mapping[str, Any]


_LISTS: dict[str, _List] = {
    "items": _List(ItemForm, item_data, {"level": "must", "blocking": True}),
    "seats": _List(SeatForm, seat_data, {"step": 1}),
    "routing": _List(RouteForm, dict, {"to": "none"}),
}


@pages.get("/<any(items, seats, routing):part>/new", defaults={"place": None})
@pages.get("/<any(items, seats, routing):part>/<int:place>")
@guard("signed_in")
def row(draft_id: int, part: str, place: int | None) -> Response:
    """The form of one row, or of a new one."""
    found, kind = draft_page(current_actor(), draft_id), _LISTS[part]
    stored = _row(found, part, place)
    form = kind.form(formdata=None, data=kind.data(stored))
    form.revision.data, form.was.data = str(found.revision), row_key(stored)
    return _row_page(found, form, part, place)


@pages.post("/<any(items, seats, routing):part>/new", defaults={"place": None})
@pages.post("/<any(items, seats, routing):part>/<int:place>")
@guard("signed_in")
def save_row(draft_id: int, part: str, place: int | None) -> Response:
    """Saves one row."""
    found, form = draft_page(current_actor(), draft_id), _LISTS[part].form()
    form.offer(choices_for(found.body))
    if not form.validate():
        return _row_page(found, form, part, place)
    value = json.dumps(form.row())
    command = EditPart(
        found.ref, form.seen_revision(), part, "put", place, value, _was(form), form.submit_id.data
    )
    refused = _saved(lambda: edit_part(current_actor(), command))
    if refused is not None:
        return _row_page(found, _kept(form, refused, found), part, place, refused)
    return done(f"/policies/drafts/{found.ref}#{part}", gettext("Saved in the draft."))


@pages.get("/rules")
@guard("signed_in")
def rules(draft_id: int) -> Response:
    """The form of everything that is no list."""
    found = draft_page(current_actor(), draft_id)
    form = RulesForm(formdata=None, data=rules_data(found.content))
    form.revision.data = str(found.revision)
    return _rules_page(found, form)


@pages.post("/rules")
@guard("signed_in")
def save_rules(draft_id: int) -> Response:
    """Saves the rules."""
    found, form = draft_page(current_actor(), draft_id), RulesForm()
    form.offer(choices_for(found.body))
    if not form.validate():
        return _rules_page(found, form)
    value = json.dumps(form.rules(found.gate))
    command = EditPart(found.ref, form.seen_revision(), "rules", value=value, submit_id=form.submit_id.data)
    refused = _saved(lambda: edit_part(current_actor(), command))
    if refused is not None:
        return _rules_page(found, _kept(form, refused, found), refused)
    return done(f"/policies/drafts/{found.ref}#rules", gettext("Saved in the draft."))


@pages.get("/yaml")
@guard("signed_in")
def text(draft_id: int) -> Response:
    """The draft as YAML, to read, edit, or replace by a file."""
    found = draft_page(current_actor(), draft_id)
    form = TextForm(formdata=None, data={"yaml": to_yaml(draft_text(draft_id)[0])})
    form.revision.data = str(found.revision)
    return form_page("policies/drafts/yaml.html", form, found=found)


@pages.post("/yaml")
@guard("signed_in")
def save(draft_id: int) -> Response:
    """Replaces the draft by the text, or by the file."""
    found, form = draft_page(current_actor(), draft_id), TextForm()
    typed = form.text()
    if not form.validate():
        return form_page("policies/drafts/yaml.html", form, found=found)
    command = SaveText(ref("DRAFT", draft_id), form.seen_revision(), typed, form.submit_id.data)
    refused = _saved(lambda: save_text(current_actor(), command))
    if refused is not None:
        return form_page("policies/drafts/yaml.html", _kept(form, refused, found), refused, found=found)
    return done(f"/policies/drafts/{found.ref}", gettext("Saved in the draft."))


def _was(form: Any) -> str:
    return str(form.was.data or "")[:80]


def _saved(act: Callable[[], Any]) -> Refused | None:
    """Runs the act; gives back why it was refused. What was sent twice was done once."""
    try:
        act()
    except Replayed:
        return None
    except Refused as refused:
        return beside(refused)
    return None


def _kept(form: Any, refused: Refused, found: DraftPage) -> Any:
    """The form with everything typed; after another save it carries the newer revision, to be sent again knowingly."""
    if isinstance(refused, Stale):
        form.revision.data = str(found.revision)
        form.renew()
    name = str(refused.params.get("name", "")) if refused.field is None else ""
    refused.field = refused.field or (name if name in form else None)
    return form


def _row(found: DraftPage, part: str, place: int | None) -> Mapping[str, Any]:
    """The row as it is stored, or what a new one starts with."""
    if place is None:
        return _LISTS[part].fresh
    rows: list[Mapping[str, Any]] = found.content.get(part, [])
    if place >= len(rows):
        raise NotFound("not_found")
    return rows[place]


def _row_page(
    found: DraftPage, form: PartForm, part: str, place: int | None, refused: Refused | None = None
) -> Response:
    form.offer(choices_for(found.body))
    return form_page(f"policies/drafts/{part}.html", form, refused, found=found, part=part, place=place)


def _rules_page(found: DraftPage, form: RulesForm, refused: Refused | None = None) -> Response:
    form.offer(choices_for(found.body))
    return form_page("policies/drafts/rules.html", form, refused, found=found)
