"""Pages of conditions: the list, one of them, and every act on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext

from forms.conditions import ExtendForm, JudgeForm, OfferForm, OwnerForm, TakeBackForm
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.approvals.conditions import changing, judging
from workflows.approvals.conditions.changing import (
    ChangeOwner,
    ExtendCondition,
    change_owner,
    extend_condition,
)
from workflows.approvals.conditions.judging import JudgeFulfilment, judge_fulfilment
from workflows.approvals.conditions.offering import (
    MOST_FILES,
    OfferFulfilment,
    TakeBack,
    offer_with_files,
    take_back,
)
from workflows.approvals.conditions.page import condition_page, evidence_to_offer, people_to_own
from workflows.approvals.preparing.saving import Upload
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused, Replayed
from workflows.lifecycle.condition_list import ConditionFilter, list_conditions
from workflows.people.proof import prove

pages = Blueprint("conditions", __name__, url_prefix="/conditions")

MEBIBYTE = 1024 * 1024


@pages.url_value_preprocessor
def take_several_files(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Lets one offer bring several files of the size that one may have."""
    most = int(current_app.config["COUNTERSIGN_MAX_UPLOAD_MB"])
    request.max_content_length = (most * MOST_FILES + 2) * MEBIBYTE


@pages.get("")
@guard("signed_in")
def index() -> Response:
    """The conditions the reader may see, the first due first, filtered by what the address asks for."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    wanted = ConditionFilter(request.args.get("state", "")[:20], request.args.get("mine", "")[:20])
    after = request.args.get("after", "")[:20]
    found = list_conditions(person, wanted, after)
    return page("conditions/list.html", found=found, wanted=wanted, after=after)


@pages.get("/<ref(COND):condition_id>")
@guard("signed_in")
def show(condition_id: int) -> Response:
    """One condition with everything that was offered and decided about it."""
    found = condition_page(current_actor(), condition_id)
    return form_page("conditions/show.html", TakeBackForm(), found=found, head=found.head, say=say)


@pages.get("/<ref(COND):condition_id>/offer")
@guard("signed_in")
def offering(condition_id: int) -> Response:
    """Asks what was done and what shows it."""
    return _offer_page(OfferForm(), condition_id)


@pages.post("/<ref(COND):condition_id>/offer")
@guard("signed_in")
def offer(condition_id: int) -> Response:
    """Offers that the condition is met."""
    form, here = OfferForm(), ref("COND", condition_id)
    if not form.validate():
        return _offer_page(form, condition_id)
    reuse = tuple(str(one)[:40] for one in form.reuse.data or [])[:MOST_FILES]
    files = [Upload(one.stream, one.filename) for one in form.files.data or [] if one and one.filename]
    command = OfferFulfilment(here, form.text.data or "", reuse, submit_id=form.submit_id.data)
    try:
        offer_with_files(current_actor(), command, files)
    except Replayed:
        return _twice(here)
    except Refused as refused:
        return _offer_page(form, condition_id, beside(refused))
    return done(f"/conditions/{here}", gettext("%(ref)s is offered as met. Others judge it now.", ref=here))


@pages.post("/<ref(COND):condition_id>/take-back")
@guard("signed_in")
def taking_back(condition_id: int) -> Response:
    """Takes the waiting offer back."""
    form, here = TakeBackForm(), ref("COND", condition_id)
    refused: Refused | None = None
    if form.validate():
        try:
            take_back(current_actor(), TakeBack(here, form.submit_id.data))
            return done(f"/conditions/{here}", gettext("The offer is taken back."))
        except Replayed:
            return _twice(here)
        except Refused as reason:
            refused = beside(reason)
    found = condition_page(current_actor(), condition_id)
    return form_page("conditions/show.html", form, refused, found=found, head=found.head, say=say)


@pages.get("/<ref(COND):condition_id>/judge")
@guard("signed_in")
def judging_page(condition_id: int) -> Response:
    """What is offered, the sentence of each verdict, and the form that signs one."""
    return _form_of("conditions/judge.html", JudgeForm(), condition_id)


@pages.post("/<ref(COND):condition_id>/judge")
@guard("signed_in")
def judge(condition_id: int) -> Response:
    """Signs whether the condition is met."""
    form, here = JudgeForm(), ref("COND", condition_id)
    if not form.validate():
        return _form_of("conditions/judge.html", form, condition_id)
    offered, verdict = request.form.get("fulfilment", "")[:40], str(form.verdict.data)
    command = JudgeFulfilment(here, offered, verdict, form.reason.data or "", submit_id=form.submit_id.data)
    try:
        proof = prove(current_actor(), form.password.data or "", judging.purpose(command))
        judge_fulfilment(current_actor(), JudgeFulfilment(**{**vars(command), "proof": proof}))
    except Replayed:
        return _twice(here)
    except Refused as refused:
        return _form_of("conditions/judge.html", form, condition_id, beside(refused))
    return done(f"/conditions/{here}", gettext("You signed it; it is in the record."))


@pages.get("/<ref(COND):condition_id>/owner")
@guard("signed_in")
def owning(condition_id: int) -> Response:
    """Asks who owns the condition from now on."""
    return _owner_page(OwnerForm(), condition_id)


@pages.post("/<ref(COND):condition_id>/owner")
@guard("signed_in")
def own(condition_id: int) -> Response:
    """Names another owner."""
    form, here = OwnerForm(), ref("COND", condition_id)
    if not form.validate():
        return _owner_page(form, condition_id)
    command = ChangeOwner(here, form.person_id, form.reason.data or "", form.submit_id.data)
    try:
        change_owner(current_actor(), command)
    except Replayed:
        return _twice(here)
    except Refused as refused:
        return _owner_page(form, condition_id, beside(refused))
    return done(f"/conditions/{here}", gettext("%(ref)s has another owner.", ref=here))


@pages.get("/<ref(COND):condition_id>/extend")
@guard("signed_in")
def extending(condition_id: int) -> Response:
    """Asks for the new day, the reason and the password."""
    return _form_of("conditions/extend.html", ExtendForm(), condition_id)


@pages.post("/<ref(COND):condition_id>/extend")
@guard("signed_in")
def extend(condition_id: int) -> Response:
    """Gives more time, as a decision of the seat."""
    form, here = ExtendForm(), ref("COND", condition_id)
    day = form.due_on.data
    if not form.validate() or day is None:
        return _form_of("conditions/extend.html", form, condition_id)
    try:
        proof = prove(current_actor(), form.password.data or "", changing.purpose(here, day))
        command = ExtendCondition(here, day, form.reason.data or "", proof, form.submit_id.data)
        extend_condition(current_actor(), command)
    except Replayed:
        return _twice(here)
    except Refused as refused:
        return _form_of("conditions/extend.html", form, condition_id, beside(refused))
    return done(f"/conditions/{here}", gettext("%(ref)s has more time now.", ref=here))


def _offer_page(form: OfferForm, condition_id: int, refused: Refused | None = None) -> Response:
    rows = evidence_to_offer(current_actor(), condition_id)
    form.reuse.choices = [(row.ref, f"{row.ref} {row.name}") for row in rows]
    return _form_of("conditions/offer.html", form, condition_id, refused)


def _owner_page(form: OwnerForm, condition_id: int, refused: Refused | None = None) -> Response:
    form.person.choices = [("", gettext("Choose a person"))]
    form.person.choices += [(str(key), name) for key, name in people_to_own()]
    return _form_of("conditions/owner.html", form, condition_id, refused)


def _form_of(template: str, form: Any, condition_id: int, refused: Refused | None = None) -> Response:
    found = condition_page(current_actor(), condition_id)
    return form_page(template, form, refused, found=found, head=found.head, say=say)


def _twice(here: str) -> Response:
    return done(f"/conditions/{here}", gettext("This was sent twice and done once."))
