"""The page of a record, and the small acts on it: comments and links."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext

from forms.registers.acts import CommentForm, LinkForm
from forms.registers.records import choose
from views.answers import done, form_page
from views.refusals import beside
from views.registers.door import home_of, pages
from views.registers.groups import sections
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.commands import CommentRecord, LinkRecord
from workflows.inventory.registers.commenting import comment_record
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.heading import record_to_change
from workflows.inventory.registers.linking import link_records, unlink_record
from workflows.inventory.registers.satisfying import missing_words
from workflows.inventory.registers.showing import record_page


@pages.get("/<area:one>/<record:record_id>")
@guard("signed_in")
def show(one: Register, record_id: int) -> Response:
    """One record: what it says, what it satisfies, what rests on it, and what was said about it."""
    return _page(one, record_id, CommentForm())


@pages.post("/<area:one>/<record:record_id>/comment")
@guard("signed_in")
def comment(one: Register, record_id: int) -> Response:
    """Writes beside the record."""
    form = CommentForm()
    if not form.validate():
        return _page(one, record_id, form)
    command = CommentRecord(one.key, record_id, form.text.data or "", form.submit_id.data)
    try:
        comment_record(current_actor(), command)
    except Replayed:
        return _twice(one, record_id)
    except Refused as refused:
        return _page(one, record_id, form, beside(refused))
    return done(
        home_of(one, ref(one.prefix, record_id)) + "#h-comments", gettext("Your comment stands there.")
    )


@pages.get("/<area:one>/<record:record_id>/link")
@guard("signed_in")
def linking(one: Register, record_id: int) -> Response:
    """Asks what the record is linked to."""
    return _link_page(one, record_id, LinkForm())


@pages.post("/<area:one>/<record:record_id>/link")
@guard("signed_in")
def link(one: Register, record_id: int) -> Response:
    """Links the record."""
    form = LinkForm()
    if not form.validate():
        return _link_page(one, record_id, form)
    try:
        link_records(current_actor(), _link_of(one, record_id, form))
    except Replayed:
        return _twice(one, record_id)
    except Refused as refused:
        return _link_page(one, record_id, form, beside(refused))
    return done(home_of(one, ref(one.prefix, record_id)), gettext("They are linked."))


@pages.post("/<area:one>/<record:record_id>/unlink")
@guard("signed_in")
def unlink(one: Register, record_id: int) -> Response:
    """Ends a link; nothing is deleted."""
    form = LinkForm()
    if not form.validate():
        return _link_page(one, record_id, form)
    try:
        unlink_record(current_actor(), _link_of(one, record_id, form))
    except Replayed:
        return _twice(one, record_id)
    except Refused as refused:
        return _link_page(one, record_id, form, beside(refused))
    return done(home_of(one, ref(one.prefix, record_id)), gettext("The link has ended."))


def _link_of(one: Register, record_id: int, form: LinkForm) -> LinkRecord:
    return LinkRecord(
        one.key, record_id, form.relation.data or "", form.target.data or "", form.submit_id.data
    )


def _page(one: Register, record_id: int, form: CommentForm, refused: Refused | None = None) -> Response:
    found = record_page(current_person(), one, record_id)
    return form_page("registers/show.html", form, refused, **shown(one, found), tab="record")


def shown(one: Register, found: Any) -> dict[str, Any]:
    """What every page of one record shows of it; `extra` and `body` are for the panel of its register."""
    groups = [
        (
            title,
            [
                field
                for field in fields
                if field.key in found.body and found.body[field.key] not in ("", [], None)
            ],
        )
        for title, fields in sections(one.fields)
    ]
    open_fields = [field for field in one.fields if found.body.get(field.key) in ("", [], None)]
    return {
        "reg": one,
        "found": found,
        "head": found.facts,
        "record": found.facts,
        "body": found.body,
        "extra": found.extra,
        "groups": [(title, fields) for title, fields in groups if fields],
        "open_fields": open_fields,
        "say": say,
        "lack": lambda missing: say(*missing_words(one, missing)),
    }


def _link_page(one: Register, record_id: int, form: LinkForm, refused: Refused | None = None) -> Response:
    head = record_to_change(current_person(), one, record_id)
    choose(form, relation=[(each.key, gettext(each.label)) for each in one.relations])
    return form_page("registers/link.html", form, refused, reg=one, head=head)


def _twice(one: Register, record_id: int) -> Response:
    return done(home_of(one, ref(one.prefix, record_id)), gettext("This was sent twice and done once."))
