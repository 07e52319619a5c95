"""The editor of a request: one item at a time, saved with one button, and its points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext

from forms.answers import STATUSES, ItemForm, PointForm
from forms.words import N_
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, guard
from views.words import say
from workflows.approvals.item_work import Answered
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.preparing.editor import EditorPage, editor
from workflows.approvals.preparing.saving import MOST_AT_ONCE, SaveItem, Upload, save_item
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed, Several
from workflows.lifecycle.readiness.lines import ReadyLine
from workflows.lifecycle.readiness.reading import item_readiness

pages = Blueprint("editor", __name__, url_prefix="/requests/<ref(REQ):request_id>")

MEBIBYTE = 1024 * 1024
TWICE = N_("This was sent twice and done once.")
_KEY = re.compile(r"[A-Z]{1,6}-[0-9]{1,4}")
_FIELDS = {"file": "files", "reuse": "files", "replaces": "files", "revision": "text"}
"""Where refusals of the engine stand on this page, when its form has no field of that name."""


@pages.url_value_preprocessor
def take_several_files(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Lets one save bring several files of the size that one may have, so that too large a file is said beside it."""
    most = int(current_app.config["COUNTERSIGN_MAX_UPLOAD_MB"])
    request.max_content_length = (most * MOST_AT_ONCE + 2) * MEBIBYTE


@pages.app_template_global("said_words")
def said_words(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a code, as the pages of the team's side write it."""
    return say(code, dict(params))


@pages.get("/edit")
@guard("signed_in")
def edit(request_id: int) -> Response:
    """The task list and one item, with everything needed to answer it."""
    found = editor(current_actor(), ref("REQ", request_id), request.args.get("item", ""))
    if found.head.kind == FAST_LANE and not request.args.get("item"):
        return done(f"/requests/{found.head.ref}/lane")
    return _page(found, sheet_of(found))


@pages.post("/edit")
@guard("signed_in")
def save(request_id: int) -> Response:
    """Saves the item, and goes on to the next one when it is finished."""
    request_ref, key, form = ref("REQ", request_id), request.args.get("item", ""), ItemForm()
    if not form.validate() or _lacks_reason(form):
        return _again(request_ref, key, form)
    copy = form.frozen_copy()
    try:
        saved = save_item(
            current_actor(),
            _command(request_ref, key, form),
            [Upload(one.stream, one.filename or "") for one in form.uploads()],
            Upload(copy.stream, copy.filename or "") if copy else None,
        )
    except Replayed:
        return done(_onward(request_ref, key, form), TWICE)
    except Refused as refused:
        return _again(request_ref, key, form, beside(_placed(refused)))
    return done(_onward(request_ref, key, form), _said(saved))


@pages.get("/points/<int:number>")
@guard("signed_in")
def point(request_id: int, number: int) -> Response:
    """One point, beside the item that it is about."""
    found = editor(current_actor(), ref("REQ", request_id))
    asked = next((one for one in found.points if one.number == number), None)
    item = asked.item_key if asked else ""
    return done(f"/requests/{found.head.ref}/edit?item={item}#point-{number}")


@pages.post("/points/<int:number>")
@guard("signed_in")
def answer(request_id: int, number: int) -> Response:
    """Stores what was done about a point."""
    request_ref, form, refused = ref("REQ", request_id), PointForm(), None
    item = request.form.get("item", "")
    back = f"/requests/{request_ref}/edit?item={item if _KEY.fullmatch(item) else ''}"
    if form.validate():
        command = AnswerPoint(request_ref, number, form.answer.data or "", submit_id=form.submit_id.data)
        try:
            answer_point(current_actor(), command)
            return done(back, gettext("Point %(number)s is answered.", number=number))
        except Replayed:
            return done(back, TWICE)
        except Refused as reason:
            refused = beside(reason)
    found = editor(current_actor(), request_ref, item)
    return _page(found, sheet_of(found), refused, form=form, number=number)


def sheet_of(found: EditorPage) -> ItemForm:
    """The form of the selected item as it is stored."""
    if found.item is None:
        return ItemForm(formdata=None)
    stored = found.item.answer
    chosen = (
        stored.status if stored.status in STATUSES and (stored.reason or stored.status == "done") else "done"
    )
    return ItemForm(
        formdata=None,
        data={
            "text": stored.text,
            "status": chosen,
            "reason": stored.reason,
            "revision": stored.revision,
            # Without anything to check or send, one stays where one is.
            "then": found.item.following or ("" if found.head.with_team else found.item.item.key),
        },
    )


def _page(
    found: EditorPage,
    sheet: ItemForm,
    refused: Refused | None = None,
    *,
    form: Any = None,
    number: int = 0,
    **context: Any,
) -> Response:
    """The page; `form` is the one with the errors when it is not that of the item."""
    sheet.offer([(row.ref, row.name) for row in found.item.evidence] if found.item else [])
    most = int(current_app.config["COUNTERSIGN_MAX_UPLOAD_MB"])
    return form_page(
        "requests/editor/page.html",
        sheet if form is None else form,
        refused,
        found=found,
        head=found.head,
        sheet=sheet,
        point_form=form,
        point_number=number,
        most_mb=most,
        ready_line=_by_record(found),
        **{"differing": (), **context},
    )


def _by_record(found: EditorPage) -> ReadyLine | None:
    """Which record would answer the selected item, while none does."""
    if found.item is None or found.item.records:
        return None
    return item_readiness(found.head.ref, found.item.item.key)


def _again(request_ref: str, key: str, form: ItemForm, refused: Refused | None = None) -> Response:
    """The page with what was typed; when somebody saved meanwhile both texts are shown and nothing is lost."""
    found = editor(current_actor(), request_ref, key, exact=True)
    differing: list[tuple[str, str | None, str | None]] = []
    if refused is not None and refused.code == "revision_moved" and found.item is not None:
        stored = found.item.answer
        pairs = [
            (gettext("Answer"), stored.text, form.text.data),
            (gettext("Why"), stored.reason, form.reason.data),
        ]
        differing = [
            (name, now or None, mine or None) for name, now, mine in pairs if (now or "") != (mine or "")
        ]
        form.revision.data = str(stored.revision)
        form.renew()
    return _page(found, form, refused, differing=differing)


def _command(request_ref: str, key: str, form: ItemForm) -> SaveItem:
    do, reuse = request.form.get("do", ""), request.form.get("reuse", "")
    status = {"save": form.status.data or "done", "later": "in_progress"}.get(do, "")
    return SaveItem(
        request_ref,
        key,
        form.text.data or "",
        status,
        "" if status == "done" else form.reason.data or "",
        form.seen_revision(),
        (reuse[:40],) if reuse else (),
        form.url.data or "",
        form.title.data or "",
        str(form.replaces.data or "")[:40],
        request.form.get("remove", "")[:40],
        submit_id=form.submit_id.data,
    )


def _lacks_reason(form: ItemForm) -> bool:
    """Whether a should-item is to stay open without a reason; says so beside the field."""
    left = request.form.get("do") == "save" and form.status.data == "in_progress"
    if left and not form.reason.data:
        form.reason.errors = [*form.reason.errors, gettext("Write why this stays open.")]
        return True
    return False


def _placed(refused: Refused) -> Refused:
    for one in refused.reasons if isinstance(refused, Several) else [refused]:
        one.field = _FIELDS.get(one.field or "", one.field)
    return refused


def _onward(request_ref: str, key: str, form: ItemForm) -> str:
    """The next item after one that is finished, the check when none is left, else the same item."""
    if request.form.get("do") != "save":
        return f"/requests/{request_ref}/edit?item={key if _KEY.fullmatch(key) else ''}"
    then = str(form.then.data or "")
    return (
        f"/requests/{request_ref}/edit?item={then}"
        if _KEY.fullmatch(then)
        else f"/requests/{request_ref}/check"
    )


def _said(saved: Answered) -> str:
    if saved.round_number is not None:
        return str(
            gettext(
                "%(item)s is saved. Round %(round)s is open now; signatures on what changed no longer count.",
                item=saved.item_key,
                round=saved.round_number,
            )
        )
    if not saved.changed:
        return str(gettext("Nothing was different, so nothing was changed."))
    return str(gettext("%(item)s is saved.", item=saved.item_key))
