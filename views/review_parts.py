"""What the review page is put together from: its forms, the command a filled-in form means, and its addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from forms.pool import PoolForm
from forms.signing import (
    APPROVE_WITH,
    AdmitForm,
    CommentForm,
    RecuseForm,
    RetractForm,
    SignForm,
    TickForm,
    WithdrawForm,
    filled,
)
from views.answers import form_page
from views.proving import proved
from views.review_words import FIELDS, MARKS, cause_word, value_word
from views.security import current_actor, current_person
from views.words import say
from workflows.approvals.review.page import Look, ReviewPage
from workflows.approvals.reviewing import review
from workflows.approvals.signing import Sign, Signed, purpose, sign_seat
from workflows.approvals.terms import ConditionTerm, PointTerm
from workflows.ground.refused import NotAllowed, Refused
from workflows.lifecycle.resting.page import moved_since_approval

_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
TEMPLATE = "requests/review/page.html"


@dataclass
class Forms:
    """The forms of the page; the one that was sent takes the place of its fresh twin."""

    sign: SignForm
    recuse: RecuseForm
    retract: RetractForm
    comment: CommentForm
    tick: TickForm
    admit: AdmitForm
    withdraw: WithdrawForm
    pool: PoolForm


def read(request_ref: str, since: str = "") -> ReviewPage:
    """The page for whoever asks, with what their address selects; raises NotFound for strangers."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    seat = request.form.get("seat") or request.args.get("seat", "")
    look = Look(request.args.get("item", ""), request.args.get("evidence", ""), seat, since)
    return review(person, request_ref, look)


def show(found: ReviewPage, sent: Any = None, refused: Refused | None = None, **more: Any) -> Response:
    """The page: fresh, or with the form that was sent, its errors and everything that was typed."""
    forms = _forms(found, sent)
    context: dict[str, Any] = {
        "found": found,
        "forms": forms,
        "go": partial(address, found.ref, seat=_seat(found)),
        "say": say,
        "fields": FIELDS,
        "marks": MARKS,
        "value_word": value_word,
        "cause_word": cause_word,
        "me": current_person(),
        "confirm": False,
        "grown": None,
        "stale": False,
        "signed_now": "signed" in request.args,
        "moved": moved_since_approval(found.ref) if found.status == "approved" else (),
    }
    return form_page(TEMPLATE, sent or forms.sign, refused, **(context | more))


def _seat(found: ReviewPage) -> str:
    """The seat the reader chose among several: it stays chosen on every link."""
    return found.panel.seat_key if found.panel and len(found.panel.seats) > 1 else ""


def address(request_ref: str, part: str = "", **select: str) -> str:
    """The address of a review page with something selected, and the part of it to go to."""
    query = urlencode({name: value for name, value in select.items() if value})
    return f"/requests/{request_ref}{'?' if query else ''}{query}{'#' if part else ''}{part}"


def plain_key(text: str | None) -> str:
    """A hidden field that should hold a key or a digest; empty when it holds anything else."""
    return text if text and _KEY.fullmatch(text) else ""


def _forms(found: ReviewPage, sent: Any) -> Forms:
    kinds = (SignForm, RecuseForm, RetractForm, CommentForm, TickForm, AdmitForm, WithdrawForm, PoolForm)
    forms = Forms(*(sent if isinstance(sent, kind) else kind(formdata=None) for kind in kinds))
    _prepare(forms.sign, found, fresh=forms.sign is not sent)
    if found.panel:
        forms.recuse.seat.data, forms.recuse.digest.data = found.panel.seat_key, found.panel.digest
    if found.mine:
        forms.retract.seat.data = found.mine.seat_key
    forms.comment.item.data = forms.comment.item.data or ""
    forms.admit.choice.choices = [
        (f"{one.seat_key}:{one.person_id}", f"{one.name}, {one.role_label}") for one in found.admits
    ]
    return forms


def _prepare(form: SignForm, found: ReviewPage, fresh: bool) -> None:
    """Fills a fresh form with the rows it needs; offers people, items and decisions to any."""
    panel = found.panel
    owner = str(panel.owner_id or "") if panel else ""
    if panel and (fresh or form.digest.data != panel.digest):
        form.seat.data, form.digest.data = panel.seat_key, panel.digest
    if fresh and panel:
        for one in panel.prefills:
            text = f"{one.item}: {one.title}"
            form.conditions.append_entry({"text": text, "item": one.item, "owner": owner, "given": text})
    if not len(form.conditions):
        form.conditions.append_entry({"owner": ""})
    if not len(form.points):
        form.points.append_entry({"owner": owner})
    choices = [(one.decision, one.label) for one in panel.choices] if panel else []
    form.offer(found.people, found.item_keys, choices)


def command_of(request_ref: str, form: SignForm) -> Sign:
    """What a filled-in sign form means. Conditions that an open item brought along stay out of other decisions."""
    decision = plain_key(form.decision.data)
    conditions = [row for _, row in filled(form.conditions) if decision == APPROVE_WITH or not row.given.data]
    seat, whose = seat_and_whose(plain_key(form.seat.data))
    return Sign(
        request_ref=request_ref,
        seat_key=seat,
        decision=decision,
        digest=plain_key(form.digest.data),
        reason=form.reason.data or "",
        conditions=tuple(
            ConditionTerm(
                row.text.data, row.owner_id, row.due_on.data or date.min, plain_key(row.item.data)[:20]
            )
            for row in conditions
        ),
        points=tuple(
            PointTerm(row.text.data, row.owner_id, plain_key(row.item.data)[:20])
            for _, row in filled(form.points)
        ),
        unchecked_is_fine=bool(form.unchecked_is_fine.data),
        submit_id=form.submit_id.data,
        for_person_id=whose,
        go_on_until=form.go_on_until.data if decision == "reject" else None,
    )


def seat_and_whose(choice: str) -> tuple[str, int | None]:
    """The seat that was chosen, and the person for whom it is signed; None for the reader's own."""
    seat, _, person = choice.partition(":")
    if not person:
        return seat, None
    return seat, int(person) if person.isascii() and person.isdigit() and len(person) < 19 else 0


def signed(command: Sign, password: str) -> Signed:
    """Turns the password into a proof for exactly this command, and signs with it."""
    proof = proved(password, purpose(command))
    return sign_seat(current_actor(), replace(command, proof=proof))


def named(refused: Refused, found: ReviewPage) -> Refused:
    """The refusal with files called by their names, and with who was faster and when."""
    names = {file.ref: file.name for file in found.files}
    if "files" in refused.params:
        refs = str(refused.params["files"]).split(", ")
        refused.params["files"] = ", ".join(names.get(one, one) for one in refs)
    return refused


def happened(refused: Refused, found: ReviewPage, seat_key: str) -> str:
    """Who acted before the reader and when, in a sentence; empty when nobody did."""
    if refused.code not in ("seat_taken", "not_in_review_now", "somebody_was_first", "request_ended"):
        return ""
    live = [one for one in found.signatures if one.live]
    seat_key = seat_and_whose(seat_key)[0]
    taken = next((one for one in live if one.seat_key == seat_key), None)
    last = taken if refused.code == "seat_taken" else max(live, key=lambda one: one.at, default=None)
    if last is None:
        return ""
    return say(
        "review_was_first",
        {
            "name": last.name,
            "role": last.role_label,
            "when": last.at,
            "what": value_word("decision", last.decision),
        },
    )
