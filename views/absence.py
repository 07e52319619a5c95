"""Being away and standing in: one page for the days, for whom one asks, and for what one was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response
from flask_babel import gettext

from forms.absence import AwayForm
from forms.base import ActionForm
from models.enums import Gate
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.approvals.policies.words import gate_label, role_label
from workflows.ground.refused import NotAllowed, NotFound, Refused
from workflows.inventory.people_queries import choices
from workflows.inventory.standing_in import Preview, preview
from workflows.people.delegating.absences import CancelAway, SetAway, cancel_away, set_away
from workflows.people.delegating.agreeing import (
    AnswerDelegation,
    EndDelegation,
    answer_delegation,
    end_delegation,
)
from workflows.people.delegating.queries import away_list, of_person
from workflows.people.queries import SignedIn

pages = Blueprint("absence", __name__, url_prefix="/absence")

LEAD = "ai_governance_lead"


@pages.get("")
@guard("signed_in")
def show() -> Response:
    """The reader's absences, what they lend, what is lent to them; for those in charge, who is away."""
    return _page(AwayForm(formdata=None))


@pages.post("")
@guard("signed_in")
def keep() -> Response:
    """Keeps the days; with somebody to ask, shows first what both should know, then asks."""
    form = AwayForm()
    if not form.validate():
        return _page(form)
    try:
        found = _preview(form) if form.asks else None
        if found is not None and form.seen.data != form.mark(found.delegate_id):
            form.seen.data = form.mark(found.delegate_id)
            return _page(form, found=found)
        asked = set_away(current_actor(), _command(form, found))
    except Refused as refused:
        return _page(form, beside(refused))
    if asked is None:
        return done("/absence", gettext("Your dates are kept."))
    return done("/absence", gettext("%(name)s was asked to stand in for you.", name=asked.delegate_name))


@pages.post("/<uuid:key>/cancel")
@guard("signed_in")
def cancel(key: UUID) -> Response:
    """Calls one's own absence off."""
    return _act(
        lambda submit_id: cancel_away(current_actor(), CancelAway(str(key), submit_id)),
        gettext("The absence is called off."),
    )


@pages.post("/standing-in/<uuid:key>/agree")
@guard("signed_in")
def agree(key: UUID) -> Response:
    """Agrees to stand in."""
    return _answer(key, True, gettext("You stand in. What is lent to you comes to your Home then."))


@pages.post("/standing-in/<uuid:key>/decline")
@guard("signed_in")
def decline(key: UUID) -> Response:
    """Declines to stand in."""
    return _answer(key, False, gettext("You declined; whoever asked is told."))


@pages.post("/standing-in/<uuid:key>/end")
@guard("signed_in")
def end(key: UUID) -> Response:
    """Ends standing in early, by either of the two."""
    return _act(
        lambda submit_id: end_delegation(current_actor(), EndDelegation(str(key), submit_id)),
        gettext("It is ended. What was signed by it keeps counting."),
    )


def _answer(key: UUID, agreed: bool, said: str) -> Response:
    return _act(
        lambda submit_id: answer_delegation(current_actor(), AnswerDelegation(str(key), agreed, submit_id)),
        said,
    )


def _act(act: Callable[[str | None], None], said: str) -> Response:
    """Runs the act of a button: back to the page with a sentence, or the page with the refusal on top."""
    form = ActionForm()
    if not form.validate():
        return _page(AwayForm(formdata=None), Refused("submit_id_missing"))
    try:
        act(form.submit_id.data)
    except NotFound:
        raise
    except Refused as refused:
        return _page(AwayForm(formdata=None), beside(refused))
    return done("/absence", said)


def _command(form: AwayForm, found: Preview | None) -> SetAway:
    roles, gates = form.chosen() if found is not None else ((), ())
    delegate = found.delegate_id if found is not None else None
    return SetAway(
        form.starts_on.data, form.ends_on.data, delegate, roles, gates, submit_id=form.submit_id.data
    )


def _preview(form: AwayForm) -> Preview:
    days = (form.starts_on.data, form.ends_on.data)
    return preview(_reader().id, form.delegate.data or "", days, *form.chosen())


def _reader() -> SignedIn:
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    return person


def warned(one: Any) -> str:
    """A warning in words; one about an open seat also says by which rule."""
    params = dict(one.params)
    if one.code == "warn_seat":
        params["why"] = say(params.pop("bar"), params.pop("params"))
    return say(one.code, params)


def _page(form: AwayForm, refused: Refused | None = None, found: Preview | None = None) -> Response:
    person = _reader()
    form.offer(
        ((key, label) for key, label, _ in person.roles), [(gate.value, gate_label(gate)) for gate in Gate]
    )
    in_charge = person.is_administrator or any(grant.role == LEAD for grant in person.grants)
    return form_page(
        "absence/page.html",
        form,
        refused,
        mine=of_person(person.id),
        preview=found,
        warned=warned,
        everybody=away_list() if in_charge else None,
        people=choices().people if person.roles else (),
        named=lambda keys, word: ", ".join(word(key) for key in keys),
        role_label=role_label,
        gate_label=gate_label,
        error_kept=gettext("What you typed is kept. Nothing was stored yet."),
    )
