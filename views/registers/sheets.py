"""The sheet of a record: what its form offers, what it says at first, and the way to the command and back."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext

from forms.registers.asked import name_of
from forms.registers.kinds import data_of
from forms.registers.records import RecordForm
from forms.registers.records import choose as offer_choices
from views.answers import form_page
from views.registers.groups import sections
from views.registers.saying import differing, status_choices
from views.security import current_person
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused, Several, Stale
from workflows.inventory.registers.commands import NO_VERSION, SaveRecord
from workflows.inventory.registers.declaring import ORGANISATION_WIDE, SYSTEM, Field, Register
from workflows.inventory.registers.heading import RecordHead
from workflows.inventory.registers.offering import Offer, offer, people_in, somebody

TYPED_BEFORE = frozenset(
    {"line", "text", "choice", "date", "number", "whole", "link_url", "digest", "yes_no"}
)
"""Kinds of fields that the address of an empty form may fill in."""

Pairs = list[tuple[str, str]]


def key_sent(text: str) -> int | None:
    """A key as the lists of a form send it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def system_asked(one: Register) -> int:
    """The system named in the address of an empty form; 0 for none."""
    if one.scope == ORGANISATION_WIDE:
        return 0
    return key_of("SYS", request.args.get("system", "")[:40]) or 0


def system_sent() -> int:
    """The system chosen in the form; 0 for the organisation."""
    return key_sent(request.form.get("system", "")) or 0


def offered_for(one: Register, system_id: int, with_systems: bool = True) -> Offer:
    """What the form offers to choose from."""
    return offer(current_person(), one, system_id, with_systems and one.scope != ORGANISATION_WIDE)


def known_at_first(one: Register, email: str) -> dict[str, Any]:
    """What an empty form says: its author as owner, and what the address brings along."""
    found: dict[str, Any] = {"owner": email, "status": one.born, "revision": 0}
    found["system"] = str(system_asked(one) or "")
    found["version"] = str(key_of("VER", request.args.get("version", "")[:40]) or "")
    found["title"] = request.args.get("title", "")[:200]
    for field in one.fields:
        if field.kind in TYPED_BEFORE and field.key in request.args:
            found[name_of(field.key)] = request.args[field.key][: field.limit]
        elif field.kind == "rows":
            found[name_of(field.key)] = [{}]
    return found | _laid_out(one)


def _laid_out(one: Register) -> dict[str, Any]:
    """What the register itself lays out for a new record that begins as the address says."""
    said = {field.key: request.args[field.key] for field in one.fields if field.key in request.args}
    laid = one.begin(said)
    return {
        name_of(field.key): data_of(field, laid[field.key], {})
        for field in one.fields
        if field.key in laid and field.key not in said
    }


def choose(one: Register, form: RecordForm, offered: Offer, head: RecordHead | None = None) -> None:
    """Fills the lists of the form."""
    nothing = gettext("Choose a system") if one.scope == SYSTEM else gettext("The organisation as a whole")
    systems: Pairs = [("", nothing), *((str(key), words) for key, words in offered.systems)]
    versions: Pairs = [
        ("", gettext("Choose a version") if one.per_version else gettext("No version in particular"))
    ]
    versions += [(str(key), words) for key, words in offered.versions]
    if head and head.version_id and str(head.version_id) not in dict(versions):
        # An archived version is offered no more, but must not be lost by saving something else.
        versions.append((str(head.version_id), ref("VER", head.version_id)))
    statuses = status_choices(one, head.status if head else "")
    offer_choices(form, status=statuses, system=systems, version=versions)


def sheet(
    one: Register,
    form: RecordForm,
    offered: Offer,
    head: RecordHead | None = None,
    refused: Refused | None = None,
    **context: Any,
) -> Response:
    """The page of the form."""
    groups: list[tuple[str, list[Field]]] = sections(one.fields)
    if offered.own:
        groups.append((gettext("Fields of our own"), list(offered.own)))
    context = {"differing": (), "people": offered.people, "groups": groups, "head": head, **context}
    return form_page("registers/edit.html", form, refused, reg=one, **context)


def command_of(one: Register, form: RecordForm, system_id: int, head: RecordHead | None = None) -> SaveRecord:
    """What the filled-in form asks for."""
    return SaveRecord(
        register=one.key,
        record_id=head.id if head else None,
        system_id=system_id,
        version_id=_version_sent(form, head),
        title=form.title.data or "",
        status=form.status.data or "",
        owner=form.owner.data or "",
        body=form.body(),
        own=form.own_values(),
        revision=form.seen_revision() if head else None,
        reason=form.reason.data or "",
        submit_id=form.submit_id.data,
    )


def _version_sent(form: RecordForm, head: RecordHead | None) -> int | None:
    """The version that was chosen; NO_VERSION where a known record shall name none any more."""
    if head and form.version.raw_data == [""]:
        return NO_VERSION
    return key_sent(form.version.data or "")


def located(form: RecordForm, refused: Refused) -> Refused:
    """The refusal beside the field of the form that it is about."""
    if isinstance(refused, Several):
        return Several([located(form, one) for one in refused.reasons])
    refused.field = form.field_named(refused.field)
    return refused


def both_versions(
    one: Register, form: RecordForm, offered: Offer, head: RecordHead, stale: Stale
) -> Response:
    """What stands there now beside what was typed; sending again then means: mine, knowingly."""
    typed: dict[str, Any] = {**form.body(), **form.own_values()}
    fields = (*one.fields, *offered.own)
    people = somebody([*people_in(fields, {**head.body, **head.own})])
    rows: list[tuple[str, str | None, str | None]] = []
    if head.title != form.title.data:
        rows.append((gettext("Title"), head.title, form.title.data or None))
    if head.owner_email != (form.owner.data or ""):
        rows.append((gettext("Owner"), head.owner_email or None, form.owner.data or None))
    if head.status != form.status.data:
        rows.append((gettext("Status"), head.status, form.status.data))
    rows += differing(fields, {**head.body, **head.own}, _as_kept(typed, people), people)
    form.revision.data = str(head.revision)
    form.renew()
    return sheet(one, form, offered, head, stale, differing=rows)


def _as_kept(typed: dict[str, Any], people: Any) -> dict[str, Any]:
    """Typed e-mails of persons as they are kept, so that the same person does not count as another."""
    known = {one.email: uuid for uuid, one in people.items()}
    return {key: known.get(value, value) if isinstance(value, str) else value for key, value in typed.items()}
