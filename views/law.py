"""Pages of the law data: what holds on a day, one entry with its versions, and schemes from files."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request
from flask_babel import gettext, ngettext

from forms.law import EntryForm, SchemeFileForm, entry_form, field_name
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import NotAllowed, Refused, Replayed, Several, Stale
from workflows.inventory.law.catalogue import EU_AI_ACT
from workflows.inventory.law.changing import change_law
from workflows.inventory.law.commands import ChangeLaw, UploadScheme
from workflows.inventory.law.queries import EntryPage, entry_page, law_page, may_change, scheme_now
from workflows.inventory.law.uploading import upload_scheme

pages = Blueprint("law", __name__, url_prefix="/law")

LARGEST = 400_000
"""Bytes of an uploaded scheme that are read at all."""


@pages.get("")
@guard("signed_in")
def show() -> Response:
    """The law data as it stands on a day."""
    typed = request.args.get("on", "")[:10]
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        day = None
    found = law_page(current_person(), EU_AI_ACT, day)
    return page("law/show.html", found=found, bad_day=bool(typed) and day is None)


@pages.get("/<law_kind>/<entry_key>")
@guard("signed_in")
def entry(law_kind: str, entry_key: str) -> Response:
    """One entry: what it says, its versions, whom it touches, and the form that changes it."""
    found = entry_page(current_person(), EU_AI_ACT, law_kind, entry_key)
    form = entry_form(found.fields)(formdata=None)
    for name, value in found.fields.items():
        form[field_name(name)].data = value
    form.in_force_from.data = found.day
    return _entry(form, found)


@pages.post("/<law_kind>/<entry_key>")
@guard("signed_in")
def change(law_kind: str, entry_key: str) -> Response:
    """Changes the entry from its day on."""
    found = entry_page(current_person(), EU_AI_ACT, law_kind, entry_key)
    if not found.may_change:
        raise NotAllowed("law_not_yours")
    form = entry_form(found.fields)()
    if not form.validate():
        return _entry(form, found, given=form.seen())
    try:
        made = change_law(current_actor(), _command(form, law_kind, entry_key))
    except Replayed:
        return done(f"/law/{law_kind}/{entry_key}", gettext("This was sent twice and done once."))
    except Refused as refused:
        newer = isinstance(refused, Stale)
        if newer:
            form.renew()
        return _entry(form, found, _here(beside(refused)), found.number if newer else form.seen())
    text = ngettext(
        "Changed. The owner of %(num)s system has a turn.",
        "Changed. The owners of %(num)s systems have a turn.",
        len(made.systems),
    )
    return done(f"/law/{law_kind}/{entry_key}", text)


@pages.get("/schemes/new")
@guard("signed_in")
def new_scheme() -> Response:
    """What a file has to look like, and the form that takes it."""
    if not may_change(current_person()):
        raise NotAllowed("law_not_yours")
    return form_page("law/upload.html", SchemeFileForm(formdata=None))


@pages.post("/schemes/new")
@guard("signed_in")
def upload() -> Response:
    """Keeps the file as a scheme, or as its next version."""
    if not may_change(current_person()):
        raise NotAllowed("law_not_yours")
    form = SchemeFileForm()
    if not form.validate():
        return form_page("law/upload.html", form)
    try:
        text = form.file.data.stream.read(LARGEST).decode("utf-8-sig")
        command = UploadScheme(
            key=form.key.data or "", text=text, reason=form.reason.data or "", submit_id=form.submit_id.data
        )
        key = upload_scheme(current_actor(), command)
    except Replayed as first:
        return done(f"/law/schemes/{first.ref}", gettext("This was sent twice and done once."))
    except UnicodeDecodeError:
        return form_page("law/upload.html", form, Refused("scheme_not_text", field="file"))
    except Refused as refused:
        return form_page("law/upload.html", form, beside(refused))
    return done(f"/law/schemes/{key}", gettext("The scheme is kept. Teams can answer its questions."))


@pages.get("/schemes/<scheme_key>")
@guard("signed_in")
def scheme(scheme_key: str) -> Response:
    """One scheme: its tiers and questions."""
    return page("law/scheme.html", scheme=scheme_now(scheme_key))


def _command(form: EntryForm, kind: str, key: str) -> ChangeLaw:
    return ChangeLaw(
        scheme=EU_AI_ACT,
        kind=kind,
        key=key,
        fields=form.fields(),
        carry=bool(form.carry.data),
        reason=form.reason.data or "",
        in_force_from=form.in_force_from.data,
        seen_number=form.seen(),
        submit_id=form.submit_id.data,
    )


def _here(refused: Refused) -> Refused:
    """A refusal under the name its field has in the form."""
    if isinstance(refused, Several | Stale) or refused.field in (None, "reason", "in_force_from"):
        return refused
    return type(refused)(refused.code, field=field_name(str(refused.field)), **refused.params)


def _entry(
    form: EntryForm, found: EntryPage, refused: Refused | None = None, given: int | None = None
) -> Response:
    form.seen_number.data = str(found.number if given is None else given)
    names = [field_name(name) for name in found.fields]
    return form_page("law/entry.html", form, refused, found=found, names=names)
