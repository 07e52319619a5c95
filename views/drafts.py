"""Pages of a draft as a whole: what it says, what it changes, what the check finds, its way to publication."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.policies.drafts import DraftForm, ProposeForm
from views.answers import done, form_page, page
from views.policy_file import yaml_file
from views.refusals import beside
from views.security import current_actor, guard
from workflows.approvals.policies.drafts.page import draft_against, draft_page, draft_text, proof_of
from workflows.approvals.policies.drafts.proposing import (
    ProposeDraft,
    WithdrawProposal,
    propose_draft,
    withdraw_proposal,
)
from workflows.approvals.policies.drafts.saving import DOWN, REMOVE, UP, EditPart, edit_part
from workflows.approvals.policies.drafts.shown import Publication, publication_of
from workflows.approvals.policies.drafts.starting import DiscardDraft, discard_draft
from workflows.ground.ids import ref
from workflows.ground.refused import Conflict, Refused, Replayed

pages = Blueprint("drafts", __name__, url_prefix="/policies/drafts/<ref(DRAFT):draft_id>")


@pages.app_template_global("publication_of")
def publication_shown(request_ref: str) -> Publication | None:
    """What a request would publish; the review page asks for it."""
    return publication_of(request_ref)


@pages.get("")
@guard("signed_in")
def show(draft_id: int) -> Response:
    """The whole draft with a way into each of its parts."""
    return _page("policies/drafts/page.html", draft_id, DraftForm(formdata=None))


@pages.post("/rows")
@guard("signed_in")
def rows(draft_id: int) -> Response:
    """Moves a row up or down, or removes it."""
    form, here = DraftForm(), ref("DRAFT", draft_id)
    part, act = request.form.get("part", "")[:20], request.form.get("act", "")[:20]
    place = request.form.get("place", -1, type=int)
    command = EditPart(
        here,
        form.seen_revision(),
        part,
        act if act in (REMOVE, UP, DOWN) else DOWN,
        place,
        key=request.form.get("key", "")[:80],
        submit_id=form.submit_id.data,
    )
    said = gettext("The row is removed.") if act == REMOVE else gettext("The row is moved.")
    return _act(draft_id, form, lambda: edit_part(current_actor(), command), said, f"#{part}")


@pages.post("/discard")
@guard("signed_in")
def discard(draft_id: int) -> Response:
    """Gives the draft up."""
    form = DraftForm()
    command = DiscardDraft(ref("DRAFT", draft_id), form.seen_revision(), form.submit_id.data)
    return _act(
        draft_id, form, lambda: discard_draft(current_actor(), command), gettext("The draft is discarded.")
    )


@pages.post("/withdraw")
@guard("signed_in")
def withdraw(draft_id: int) -> Response:
    """Takes the proposal back."""
    form = DraftForm()
    command = WithdrawProposal(ref("DRAFT", draft_id), form.submit_id.data)
    said = gettext("The proposal is taken back. The draft can be edited again.")
    return _act(draft_id, form, lambda: withdraw_proposal(current_actor(), command), said)


@pages.get("/policy.yaml")
@guard("signed_in")
def export(draft_id: int) -> Response:
    """The draft as a file."""
    return yaml_file(*draft_text(draft_id))


@pages.get("/compare")
@guard("signed_in")
def compare(draft_id: int) -> Response:
    """What the draft changes against the version it started from, or against another one."""
    found = draft_page(current_actor(), draft_id)
    number = request.args.get("with", found.base or 0, type=int)
    differences = found.differences if number == found.base else draft_against(draft_id, number)
    return page("policies/drafts/compare.html", found=found, differences=differences, number=number)


@pages.get("/check")
@guard("signed_in")
def check(draft_id: int) -> Response:
    """What the checker finds: every fault with the way that leads there."""
    found = draft_page(current_actor(), draft_id)
    return page("policies/drafts/check.html", found=found, proof=proof_of(draft_id))


@pages.get("/publish")
@guard("signed_in")
def publishing(draft_id: int) -> Response:
    """Asks why and from when on, and says who will decide."""
    return _publish(draft_id, ProposeForm(formdata=None))


@pages.post("/publish")
@guard("signed_in")
def publish(draft_id: int) -> Response:
    """Proposes the draft: a request asks other people for its publication."""
    form, here = ProposeForm(), ref("DRAFT", draft_id)
    if not form.validate():
        return _publish(draft_id, form)
    command = ProposeDraft(
        here, form.seen_revision(), form.note.data or "", form.effective_on.data, form.submit_id.data
    )
    try:
        made = propose_draft(current_actor(), command)
    except Replayed:
        return done(f"/policies/drafts/{here}", gettext("This was sent twice and done once."))
    except Refused as refused:
        return _publish(draft_id, form, beside(refused))
    said = gettext("%(ref)s asks for the publication. Others decide now.", ref=made.request_ref)
    return done(f"/policies/drafts/{here}", said)


def _publish(draft_id: int, form: ProposeForm, refused: Refused | None = None) -> Response:
    found = draft_page(current_actor(), draft_id)
    if not form.is_submitted():
        form.note.data = found.note
    form.revision.data = str(found.revision)
    proof = proof_of(draft_id)
    return form_page("policies/drafts/publish.html", form, refused, found=found, proof=proof)


def _page(template: str, draft_id: int, form: DraftForm, refused: Refused | None = None) -> Response:
    found = draft_page(current_actor(), draft_id)
    form.revision.data = str(found.revision)
    return form_page(template, form, refused, found=found)


def _act(draft_id: int, form: DraftForm, act: Any, said: str, part: str = "") -> Response:
    """Runs one small act and goes back to the draft, or shows it with the refusal."""
    here = f"/policies/drafts/{ref('DRAFT', draft_id)}"
    if not form.validate():
        return _page("policies/drafts/page.html", draft_id, form)
    try:
        act()
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        if isinstance(refused, Conflict):
            form.renew()
        return _page("policies/drafts/page.html", draft_id, form, beside(refused))
    return done(here + part, said)
